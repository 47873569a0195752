package dev.weir.console.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows all partitions of some topics without a consumer group, on a thread of its own: the last
 * records of each that are there, then those that come. A broker that is away is waited for; then
 * it begins anew, so records may come twice. Thread-safe.
 */
public final class TopicFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final int API_MILLIS = 10_000;
  private static final int FETCH_BYTES = 4 << 20;
  private static final int PARTITION_FETCH_BYTES = 1 << 19;

  private final String bootstrapServers;
  private final List<Topic> topics;
  private final Thread thread = new Thread(this::run, "follow topics");
  private volatile boolean closed;
  private volatile boolean following;

  /**
   * A topic.
   *
   * @param name on the broker
   * @param last how many of the last records of each partition are read first
   * @param reader takes each; a record that it throws at is passed over
   */
  public record Topic(String name, long last, Consumer<ConsumerRecord<byte[], byte[]>> reader) {}

  public TopicFollower(String bootstrapServers, List<Topic> topics) {
    this.bootstrapServers = bootstrapServers;
    this.topics = List.copyOf(topics);
    thread.setDaemon(true);
  }

  /** Begins. */
  public void start() {
    thread.start();
  }

  /** Whether the broker answers. */
  public boolean isFollowing() {
    return following;
  }

  private void run() {
    while (!closed) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        follow(consumer);
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        following = false;
        LOG.warn("topics cannot be followed, trying again: {}", e.getMessage());
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> readers = new HashMap<>();
    Map<TopicPartition, Long> lasts = new HashMap<>();
    for (Topic topic : topics) {
      readers.put(topic.name(), topic.reader());
      List<PartitionInfo> infos = consumer.partitionsFor(topic.name());
      if (infos == null || infos.isEmpty()) {
        throw new KafkaException("the broker has no topic " + topic.name());
      }
      infos.forEach(
          info -> lasts.put(new TopicPartition(topic.name(), info.partition()), topic.last()));
    }
    consumer.assign(lasts.keySet());
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(lasts.keySet());
    consumer
        .endOffsets(lasts.keySet())
        .forEach(
            (partition, end) ->
                consumer.seek(
                    partition,
                    Math.max(
                        begins.getOrDefault(partition, 0L),
                        end - lasts.getOrDefault(partition, 0L))));
    following = true;
    while (!closed) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        read(Objects.requireNonNull(readers.get(record.topic())), record);
      }
    }
  }

  /** What somebody else put there must not end the others. */
  private static void read(
      Consumer<ConsumerRecord<byte[], byte[]>> reader, ConsumerRecord<byte[], byte[]> record) {
    try {
      reader.accept(record);
    } catch (RuntimeException e) {
      LOG.warn(
          "{}-{}@{} is passed over: {}",
          record.topic(),
          record.partition(),
          record.offset(),
          e.getClass().getSimpleName());
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    return settings;
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
