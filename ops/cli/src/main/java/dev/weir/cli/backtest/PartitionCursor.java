package dev.weir.cli.backtest;

import dev.weir.cli.kafka.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition from its beginning to where it ends now, one after the other, so
 * that several partitions can be merged. Not thread-safe; closes its consumer.
 */
final class PartitionCursor implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final long end;
  private Iterator<ConsumerRecord<byte[], byte[]>> fetched =
      List.<ConsumerRecord<byte[], byte[]>>of().iterator();
  private @Nullable ConsumerRecord<byte[], byte[]> next;

  private PartitionCursor(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    this.consumer = consumer;
    this.partition = partition;
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
  }

  /** One for each of these partitions. */
  static List<PartitionCursor> open(Connection connection, List<TopicPartition> partitions) {
    List<PartitionCursor> cursors = new ArrayList<>();
    try {
      for (TopicPartition partition : partitions) {
        cursors.add(new PartitionCursor(consumer(connection), partition));
      }
      return cursors;
    } catch (RuntimeException e) {
      cursors.forEach(PartitionCursor::close);
      throw e;
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Connection connection) {
    Map<String, Object> config = new HashMap<>(connection.clientConfig());
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("allow.auto.create.topics", false);
    config.put("fetch.max.wait.ms", 100);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public boolean hasNext() {
    while (next == null && (fetched.hasNext() || consumer.position(partition) < end)) {
      if (fetched.hasNext()) {
        ConsumerRecord<byte[], byte[]> record = fetched.next();
        next = record.offset() < end ? record : null;
      } else {
        fetched = consumer.poll(POLL).iterator();
      }
    }
    return next != null;
  }

  @Override
  public ConsumerRecord<byte[], byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException(partition + " has ended at " + end);
    }
    ConsumerRecord<byte[], byte[]> record = java.util.Objects.requireNonNull(next);
    next = null;
    return record;
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
