package dev.weir.flink.options;

import java.util.OptionalInt;

/**
 * What every job has. Immutable.
 *
 * @param bootstrapServers Kafka brokers to start from
 * @param schemaRegistry URL of the schema registry
 * @param topicPrefix what the names of all topics begin with
 * @param groupId consumer group, prefix of transactional ids and client ids
 * @param parallelism subtasks; empty for the cluster's default
 * @param backend where the state lives
 * @param delivery how answers are written
 */
public record JobSettings(
    String bootstrapServers,
    String schemaRegistry,
    String topicPrefix,
    String groupId,
    OptionalInt parallelism,
    StateBackend backend,
    Delivery delivery) {}
