package dev.weir.cli.kafka;

import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads what a topic holds at this moment. Stateless. */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicScan() {}

  /**
   * Hands over all records, partition by partition in the order of offsets.
   *
   * @throws dev.weir.cli.CommandFailure if the topic does not exist
   */
  public static void forEach(
      Connection connection, WeirTopic topic, Consumer<ConsumerRecord<byte[], byte[]>> action) {
    last(connection, topic, Long.MAX_VALUE, action);
  }

  /**
   * As {@link #forEach}, at most so many of the last records of each partition.
   *
   * @param count about how many; fewer where the topic was compacted
   */
  public static void last(
      Connection connection,
      WeirTopic topic,
      long count,
      Consumer<ConsumerRecord<byte[], byte[]>> action) {
    String name = topic.topicName(connection.topicPrefix());
    try (TopicReader reader = new TopicReader(connection, List.of(name))) {
      Map<TopicPartition, Long> ends = reader.ends();
      if (count < Long.MAX_VALUE) {
        reader.seekBeforeEnd(count);
      }
      while (reader.isBehind(ends)) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
          long end = ends.getOrDefault(new TopicPartition(name, record.partition()), 0L);
          if (record.offset() < end) {
            action.accept(record);
          }
        }
      }
    }
  }
}
