package dev.weir.webhook;

import dev.weir.schemas.FraudAlert;
import dev.weir.serde.RegistryUnavailableException;
import dev.weir.serde.UndecodableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads alerts as a consumer group and delivers them one by one in their order; the offset of one
 * is committed after it was taken or written down as undelivered, so each is sent at least once. It
 * waits for a registry that is away. Runs on one thread; {@link #stop} may be called from any.
 */
public final class AlertWebhook {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWebhook.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final Settings settings;
  private final Deserializer<FraudAlert> reader;
  private final Consumer<Done> listener;
  private final InstantSource clock;
  private final Delivery delivery;
  private final Undelivered undelivered;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * How it is wired.
   *
   * @param kafka where the broker is, and its security
   * @param topic of the alerts
   * @param group whose offsets tell where to go on
   * @param fromBeginning whether a group without offsets begins with the oldest alert, or with the
   *     next one
   */
  public record Settings(
      Map<String, Object> kafka,
      String topic,
      String group,
      boolean fromBeginning,
      Target target,
      Backoff backoff) {
    public Settings {
      kafka = Map.copyOf(kafka);
    }
  }

  /**
   * An alert that needs nothing more.
   *
   * @param key names the alert; its place in Kafka if it could not be read
   * @param failure why it was given up, null if it was taken
   */
  public record Done(String key, int attempts, @Nullable String failure) {}

  /**
   * @param reader reads values; stays the caller's
   * @param listener told of each alert before its offset is committed
   */
  public AlertWebhook(
      Settings settings,
      Secret secret,
      Undelivered undelivered,
      Deserializer<FraudAlert> reader,
      Consumer<Done> listener) {
    this.settings = settings;
    this.undelivered = undelivered;
    this.reader = reader;
    this.listener = listener;
    this.clock = InstantSource.system();
    HttpSender sender = new HttpSender(settings.target(), secret, clock);
    this.delivery =
        new Delivery(sender::send, settings.backoff(), this::pause, RandomGenerator.getDefault());
    this.consumer =
        new KafkaConsumer<>(
            config(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static Map<String, Object> config(Settings settings) {
    Map<String, Object> config = new HashMap<>(settings.kafka());
    config.put("group.id", settings.group());
    config.put("enable.auto.commit", false);
    config.put("isolation.level", "read_committed");
    config.put("allow.auto.create.topics", false);
    config.put("auto.offset.reset", settings.fromBeginning() ? "earliest" : "latest");
    // one alert between two polls, and as long as it may take: the group waits for it
    config.put("max.poll.records", 1);
    Duration longest =
        settings.backoff().longest(settings.target().timeout()).plus(Duration.ofMinutes(1));
    config.put("max.poll.interval.ms", (int) Math.min(Integer.MAX_VALUE, longest.toMillis()));
    return config;
  }

  /** Delivers until it is stopped, then closes its consumer. */
  public void run() {
    try (consumer) {
      consumer.subscribe(List.of(settings.topic()));
      while (stopped.getCount() > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          deliver(record);
          commit(record);
        }
      }
    } catch (WakeupException | InterruptedException e) {
      LOG.debug("stopped at {}", settings.topic());
    }
  }

  private void commit(ConsumerRecord<byte[], byte[]> record) {
    Map<TopicPartition, OffsetAndMetadata> next =
        Map.of(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1));
    try {
      consumer.commitSync(next);
    } catch (WakeupException e) {
      // told to stop in between: what was delivered is still worth noting
      consumer.commitSync(next);
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    String position = record.topic() + "-" + record.partition() + "@" + record.offset();
    Optional<FraudAlert> alert;
    try {
      alert = read(record);
    } catch (UndecodableRecordException e) {
      giveUp(position, null, 0, String.valueOf(e.getMessage()));
      return;
    }
    if (alert.isEmpty()) {
      return;
    }
    AlertMessage message = AlertMessage.of(alert.orElseThrow());
    Delivery.Result result = delivery.deliver(message);
    if (result.failure() == null) {
      listener.accept(new Done(message.key(), result.attempts(), null));
    } else {
      giveUp(position, message, result.attempts(), result.failure());
    }
  }

  /** Empty for a key without a value. */
  private Optional<FraudAlert> read(ConsumerRecord<byte[], byte[]> record)
      throws InterruptedException {
    for (int failed = 1; ; failed++) {
      try {
        return Optional.ofNullable(reader.deserialize(record.topic(), record.value()));
      } catch (RegistryUnavailableException e) {
        LOG.warn("waiting for the schema registry: {}", e.getMessage());
        pause(settings.backoff().after(failed, RandomGenerator.getDefault()));
      }
    }
  }

  private void giveUp(String position, @Nullable AlertMessage message, int attempts, String why) {
    String key = message == null ? position : message.key();
    LOG.error("alert {} is given up: {}", key, why);
    undelivered.add(position, message, why, clock.instant());
    listener.accept(new Done(key, attempts, why));
  }

  private void pause(Duration wait) throws InterruptedException {
    if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("stopped");
    }
  }

  /**
   * Ends {@link #run}, a waiting alert uncommitted, so that it is sent again. Returns at once; an
   * attempt on its way is waited for by {@link #run}.
   */
  public void stop() {
    stopped.countDown();
    consumer.wakeup();
  }
}
