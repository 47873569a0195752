package dev.weir.scoring.feedback;

import dev.weir.scoring.record.RawRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records with consumers that have no group, one a topic: a consumer asks ahead, and
 * its next read waits for that answer, which comes while another topic is read. Headers are left
 * out. Confined to one thread; owns the consumers.
 */
public final class KafkaLookup implements RecordLookup, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  /** The record that is asked for and some of its neighbours. */
  private static final int FETCH_BYTES = 16 * 1024;

  private static final int FETCH_WAIT_MILLIS = 5;

  private final Map<String, Object> settings;
  private final Duration limit;
  private final Map<String, Consumer<byte[], byte[]>> consumers = new HashMap<>();
  private final Set<TopicPartition> present = new HashSet<>();

  private KafkaLookup(Map<String, Object> settings, Duration limit) {
    this.settings = settings;
    this.limit = limit;
  }

  /**
   * A lookup; nothing is contacted yet.
   *
   * @param limit how long a read waits for a broker that is away
   */
  public static KafkaLookup open(String bootstrapServers, Duration limit) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    // places come from committed records; what they point to may not wait for somebody else's
    // transaction
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    // the consumer asks ahead, and what it asks at the end of a topic must not hold up the next
    // read
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(limit.toMillis()));
    return new KafkaLookup(settings, limit);
  }

  /**
   * {@inheritDoc}
   *
   * @throws TimeoutException when the broker does not answer within the limit
   */
  @Override
  public @Nullable RawRecord read(String topic, Place place) throws InterruptedException {
    TopicPartition partition = new TopicPartition(topic, place.partition());
    try {
      Consumer<byte[], byte[]> consumer = consumers.computeIfAbsent(topic, this::open);
      return exists(consumer, partition) ? seek(consumer, partition, place.offset()) : null;
    } catch (InterruptException e) {
      InterruptedException interrupted = new InterruptedException("interrupted at " + partition);
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private Consumer<byte[], byte[]> open(String topic) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private boolean exists(Consumer<?, ?> consumer, TopicPartition partition) {
    if (!present.contains(partition)) {
      List<PartitionInfo> infos = consumer.partitionsFor(partition.topic());
      if (infos != null) {
        infos.forEach(info -> present.add(new TopicPartition(info.topic(), info.partition())));
      }
    }
    return present.contains(partition);
  }

  private @Nullable RawRecord seek(
      Consumer<byte[], byte[]> consumer, TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < limit.toNanos()) {
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          // the first one that is left: another one where the place is compacted away
          return record.offset() == offset ? raw(record) : null;
        }
        if (consumer.position(partition) > offset) {
          return null;
        }
      } catch (OffsetOutOfRangeException e) {
        return null;
      }
    }
    throw new TimeoutException(
        "record " + partition + "@" + offset + " was not read within " + limit.toSeconds() + " s");
  }

  private static RawRecord raw(ConsumerRecord<byte[], byte[]> record) {
    return new RawRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        List.of());
  }

  @Override
  public void close() {
    consumers.values().forEach(Consumer::close);
  }
}
