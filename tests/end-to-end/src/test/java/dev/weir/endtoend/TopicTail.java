package dev.weir.endtoend;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Everything in topics from their beginning, as committed transactions show it. Confined to one
 * thread.
 */
final class TopicTail implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  TopicTail(String bootstrapServers, List<String> topics) {
    Map<String, Object> config = new HashMap<>();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** What has been read so far, in the order of each partition. */
  List<ConsumerRecord<byte[], byte[]>> records() {
    return records;
  }

  /** Reads until the condition holds or the time is over; tells which. */
  boolean readUntil(Predicate<List<ConsumerRecord<byte[], byte[]>>> condition, Duration limit) {
    long begin = System.nanoTime();
    while (!condition.test(records)) {
      if (System.nanoTime() - begin > limit.toNanos()) {
        return false;
      }
      consumer.poll(POLL).forEach(records::add);
    }
    return true;
  }

  /** Reads on to the present end of every partition. */
  void readToEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(records::add);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
