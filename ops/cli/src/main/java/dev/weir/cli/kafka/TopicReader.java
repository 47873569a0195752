package dev.weir.cli.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of some topics without a consumer group: nothing is committed, nobody is
 * rebalanced. Not thread-safe, except {@link #wakeup}.
 */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * Opens the topics at their beginning.
   *
   * @throws dev.weir.cli.CommandFailure if one does not exist
   */
  public TopicReader(Connection connection, Collection<String> topicNames) {
    Map<String, Object> config = connection.clientConfig();
    config.put("isolation.level", "read_committed");
    config.put("enable.auto.commit", false);
    config.put("allow.auto.create.topics", false);
    config.put("auto.offset.reset", "earliest");
    config.put("fetch.max.wait.ms", 100);
    consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      partitions = topicNames.stream().flatMap(name -> partitionsOf(name).stream()).toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private List<TopicPartition> partitionsOf(String topic) {
    List<PartitionInfo> infos = consumer.partitionsFor(topic);
    if (infos == null || infos.isEmpty()) {
      throw new dev.weir.cli.CommandFailure(
          "the broker has no topic "
              + topic
              + "; check --topic-prefix, or create it with `weir up`");
    }
    return infos.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  public void seekToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** Goes back so that at most {@code count} records of each partition are still to come. */
  public void seekBeforeEnd(long count) {
    Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
    consumer
        .endOffsets(partitions)
        .forEach(
            (partition, end) ->
                consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), end - count)));
  }

  /** Whether every record that was there when {@code ends} was taken has been read. */
  public boolean isBehind(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  public Map<TopicPartition, Long> ends() {
    return new HashMap<>(consumer.endOffsets(partitions));
  }

  public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration wait) {
    return consumer.poll(wait);
  }

  /** Ends a waiting {@link #poll} with a {@code WakeupException}; may be called from any thread. */
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
