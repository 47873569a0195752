package dev.weir.console.review;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.RegistryPatience;
import dev.weir.scoring.feedback.EventLookup;
import dev.weir.scoring.feedback.KafkaLookup;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Texts, read back from where their events stand in Kafka, one at a time; some hundred are
 * remembered. Thread-safe.
 */
public final class EventTexts implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 400;
  private static final int MOST_CHARS = 4_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Bounded<String> remembered = new Bounded<>(MOST_REMEMBERED);
  private final KafkaLookup records;
  private final EventLookup events;

  private EventTexts(KafkaLookup records, EventLookup events) {
    this.records = records;
    this.events = events;
  }

  /**
   * Opens a reader; nothing is contacted yet.
   *
   * @param registry stays the caller's, who closes it afterwards
   */
  public static EventTexts open(
      String bootstrapServers, String topicPrefix, SchemaRegistryClient registry) {
    KafkaLookup records = KafkaLookup.open(bootstrapServers, LIMIT);
    return new EventTexts(
        records, new EventLookup(topicPrefix, registry, records, new RegistryPatience()));
  }

  /**
   * The text that was judged, cut where it is very long; null where it is gone.
   *
   * @throws TimeoutException where another read waits for broker or registry
   */
  @Nullable String of(TextVerdict verdict) throws InterruptedException, TimeoutException {
    if (!lock.tryLock(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new TimeoutException("broker or registry do not answer");
    }
    try {
      @Nullable String known = remembered.get(verdict.getEventId());
      if (known == null) {
        known = text(events.event(verdict.getEventId(), verdict.getSource()));
        if (known != null) {
          remembered.put(verdict.getEventId(), known);
        }
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private static @Nullable String text(@Nullable SpecificRecord event) {
    @Nullable String text =
        event instanceof CommentPosted comment
            ? comment.getText()
            : event instanceof ChatMessageSent message ? message.getText() : null;
    return text == null || text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
  }

  @Override
  public void close() {
    lock.lock();
    try {
      records.close();
    } finally {
      lock.unlock();
    }
  }
}
