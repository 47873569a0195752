package dev.weir.flink.backfill;

import dev.weir.flink.options.UsageException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a Kafka cluster says of topics. Every method throws {@link UsageException} where it does not
 * answer or knows no such topic. Confined to one thread.
 */
final class Broker implements AutoCloseable {

  private static final int ANSWER_LIMIT_MS = 30_000;

  private final String servers;
  private final Admin admin;

  Broker(String servers) {
    this.servers = servers;
    this.admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                servers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_LIMIT_MS));
  }

  String clusterId() {
    return answer("the cluster", admin.describeCluster().clusterId());
  }

  int partitions(String topic) {
    return answer(topic, admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .mapToInt(description -> description.partitions().size())
        .sum();
  }

  /** Behind the last record of each partition that is no longer part of an open transaction. */
  Map<Integer, Long> ends(String topic) {
    Map<Integer, Long> ends = new TreeMap<>();
    offsets(topic, OffsetSpec.latest())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  /** The first record of that time or later in each partition; its {@link #ends} without one. */
  Map<Integer, Long> from(String topic, OptionalLong millis) {
    Map<Integer, Long> starts = ends(topic);
    if (millis.isPresent()) {
      offsets(topic, OffsetSpec.forTimestamp(millis.getAsLong()))
          .forEach(
              (partition, found) -> {
                if (found.offset() >= 0) {
                  starts.merge(partition, found.offset(), Math::min);
                }
              });
    }
    return starts;
  }

  private Map<Integer, ListOffsetsResultInfo> offsets(String topic, OffsetSpec spec) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (int partition = 0; partition < partitions(topic); partition++) {
      asked.put(new TopicPartition(topic, partition), spec);
    }
    Map<Integer, ListOffsetsResultInfo> offsets = new TreeMap<>();
    answer(
            topic,
            admin.listOffsets(asked, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
    return offsets;
  }

  private <T> T answer(String subject, KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UsageException(
            "there is no topic "
                + subject
                + " at "
                + servers
                + "; create it or check --topic-prefix");
      }
      throw new UsageException("Kafka at " + servers + " about " + subject + ": " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted while asking Kafka at " + servers);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
