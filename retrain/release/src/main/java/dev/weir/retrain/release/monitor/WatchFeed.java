package dev.weir.retrain.release.monitor;

import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads verdicts, dead letters and labels into a watch, from a time on, without a consumer group.
 * Topics that do not exist are left out. Not thread-safe; owns its consumer.
 */
public final class WatchFeed implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final SeenRecords records;
  private final ReleaseWatch watch;

  /**
   * @param kafka settings of clients, {@code bootstrap.servers} among them
   * @param registry stays the caller's
   * @param from Kafka timestamp of the first records that are read
   */
  public WatchFeed(
      Map<String, ?> kafka,
      String topicPrefix,
      SchemaRegistryClient registry,
      ReleaseWatch watch,
      Instant from) {
    this.records = new SeenRecords(topicPrefix, registry);
    this.watch = watch;
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("auto.offset.reset", "earliest");
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    try {
      seek(topicPrefix, from);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void seek(String topicPrefix, Instant from) {
    Map<TopicPartition, Long> times = new HashMap<>();
    Map<String, List<PartitionInfo>> all = consumer.listTopics();
    SeenRecords.TOPICS.stream()
        .flatMap(topic -> all.getOrDefault(topic.topicName(topicPrefix), List.of()).stream())
        .forEach(
            info ->
                times.put(new TopicPartition(info.topic(), info.partition()), from.toEpochMilli()));
    consumer.assign(times.keySet());
    Map<TopicPartition, OffsetAndTimestamp> places = consumer.offsetsForTimes(times);
    Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
    for (TopicPartition partition : times.keySet()) {
      OffsetAndTimestamp place = places.get(partition);
      consumer.seek(partition, place != null ? place.offset() : ends.getOrDefault(partition, 0L));
    }
  }

  /**
   * Reads until everything that is there now has been read, and for that time at least.
   *
   * @throws ReleaseException {@link Problem#BROKER_AWAY}
   */
  public void read(Duration atLeast) {
    long begin = System.nanoTime();
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      List<TopicPartition> behind = new ArrayList<>(ends.keySet());
      while (!behind.isEmpty() || System.nanoTime() - begin < atLeast.toNanos()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          records.read(record).forEach(watch::see);
        }
        behind.removeIf(
            partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
      }
    } catch (InterruptException | WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      throw new ReleaseException(
          Problem.BROKER_AWAY,
          "the watch cannot read verdicts: " + e.getMessage() + "; check broker and registry",
          e);
    }
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }
}
