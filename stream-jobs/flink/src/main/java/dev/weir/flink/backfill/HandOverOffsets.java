package dev.weir.flink.backfill;

import dev.weir.flink.options.UsageException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts a source exactly where a backfill ended; partitions that came since begin with their first
 * record. The source asks only when it has no offsets of its own, from a checkpoint or savepoint.
 * Whatever would lose or repeat a record fails the job for good. Immutable.
 */
public final class HandOverOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final HashMap<TopicPartition, Long> offsets;

  /**
   * @throws UsageException when the point says nothing of that topic
   */
  public HandOverOffsets(HandOver point, String topic) {
    this.topic = topic;
    this.offsets = new HashMap<>(point.of(topic));
    if (offsets.isEmpty()) {
      throw new UsageException(
          "option --start-offsets: no offsets of "
              + topic
              + "; it has those of "
              + point.offsets().keySet()
              + ": is --topic-prefix that of the backfill?");
    }
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    Map<TopicPartition, Long> first = broker.beginningOffsets(partitions);
    Map<TopicPartition, Long> end = broker.endOffsets(partitions);
    Map<TopicPartition, Long> starts = new HashMap<>();
    for (TopicPartition partition : partitions) {
      long earliest = first.getOrDefault(partition, 0L);
      long start = offsets.getOrDefault(partition, earliest);
      if (start < earliest) {
        throw new LostHandOverException(
            "partition %d of %s: the backfill ended at offset %d, and the first that is still there is %d; repeat the backfill, and start sooner after it"
                .formatted(partition.partition(), topic, start, earliest));
      }
      if (start > end.getOrDefault(partition, 0L)) {
        throw new LostHandOverException(
            "partition %d of %s: the backfill ended at offset %d, and the topic ends at %d already: it was made anew; repeat the backfill"
                .formatted(partition.partition(), topic, start, end.getOrDefault(partition, 0L)));
      }
      starts.put(partition, start);
    }
    return starts;
  }

  /** What is deleted while the job starts is missed, and the source must say so. */
  @Override
  @SuppressWarnings("deprecation") // the connector's signature still takes Kafka's old enum
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
