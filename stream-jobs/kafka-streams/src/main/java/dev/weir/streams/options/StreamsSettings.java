package dev.weir.streams.options;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.failure.LoudProductionHandler;
import dev.weir.streams.state.BoundedRocksDb;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The options as settings of Kafka Streams. */
final class StreamsSettings {

  /** Room for the largest record that the topics take, and what goes with it. */
  private static final int MAX_REQUEST_BYTES = WeirTopic.DEAD_LETTERS.maxMessageBytes() + 64 * 1024;

  /** Some four hundred verdicts: the broker's work goes by requests more than by bytes. */
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * How long a record and a commit wait for a broker that is away: a record that fails after
   * Kafka's own minute ends the application where it is part of a transaction
   * (docs/decisions/0061). Shorter than {@code max.poll.interval.ms}.
   */
  private static final int BROKER_AWAY_LIMIT_MS = 240_000;

  private static final int HEARTBEATS_IN_A_SESSION = 4;

  private StreamsSettings() {}

  /**
   * All settings that differ from Kafka Streams' own.
   *
   * @param groupId the application's id
   * @param commits time between commits
   * @param exactlyOnce whether commits are transactions
   * @param longestPoll how long punctuators may wait for a poll that finds nothing
   */
  static Properties of(
      StreamsOptions options,
      String groupId,
      Duration commits,
      boolean exactlyOnce,
      Duration longestPoll) {
    Properties p = new Properties();
    p.put(StreamsConfig.APPLICATION_ID_CONFIG, groupId);
    p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, options.bootstrapServers);
    p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads);
    p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, options.standbyReplicas);
    p.put(StreamsConfig.STATE_DIR_CONFIG, options.stateDir.toAbsolutePath().toString());
    p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commits.toMillis());
    p.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        exactlyOnce ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
    p.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, longestPoll.toMillis()));
    p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    p.put(BoundedRocksDb.MEMORY_MB, options.stateMemoryMb);
    p.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, LoudProductionHandler.class);
    // a repartition topic or a changelog holds an input record and more
    p.put(topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), MAX_REQUEST_BYTES);
    p.put(consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
    p.put(mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), options.sessionTimeoutMs);
    p.put(
        mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        options.sessionTimeoutMs / HEARTBEATS_IN_A_SESSION);
    if (options.instanceId != null) {
      p.put(mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), options.instanceId);
    }
    p.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 3);
    p.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
    p.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_REQUEST_BYTES);
    p.put(producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), BROKER_AWAY_LIMIT_MS);
    if (exactlyOnce) {
      p.put(
          producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), options.transactionTimeoutMs);
    }
    return p;
  }
}
