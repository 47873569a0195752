package dev.weir.scoring;

import static java.util.Objects.requireNonNull;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.event.InvalidEventException;
import dev.weir.scoring.feedback.EventKind;
import dev.weir.scoring.feedback.FeedbackItem;
import dev.weir.scoring.feedback.FeedbackItem.Erased;
import dev.weir.scoring.feedback.FeedbackItem.Judged;
import dev.weir.scoring.feedback.FeedbackItem.Refused;
import dev.weir.scoring.feedback.FeedbackItem.Voted;
import dev.weir.scoring.feedback.FeedbackItem.Written;
import dev.weir.scoring.feedback.LabelFields;
import dev.weir.scoring.feedback.Place;
import dev.weir.scoring.feedback.TaskWords;
import dev.weir.scoring.feedback.Vote;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The door of the join of labels: decodes feedback, verdicts, erasures and written examples, and
 * keeps of each what the join needs. A record that fails becomes a dead letter. Confined to one
 * thread; owns its registry client and closes it.
 */
public final class FeedbackIntake implements AutoCloseable {

  /** How far a label may be dated after its record before it counts as of the record. */
  public static final Duration MOST_AHEAD = Duration.ofMinutes(10);

  private final Map<String, Door.Reader<Optional<Keyed>>> readers;
  private final Door<Optional<Keyed>> door;

  /**
   * An item under its key.
   *
   * @param key event id, or the subject of an erasure
   */
  public record Keyed(String key, FeedbackItem item) {}

  FeedbackIntake(
      String topicPrefix,
      SchemaRegistryClient registry,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable owned) {
    readers =
        Map.of(
            WeirTopic.TEXT_VERDICTS.topicName(topicPrefix),
            reader(TextVerdict.class, registry, FeedbackIntake::textVerdict),
            WeirTopic.FRAUD_VERDICTS.topicName(topicPrefix),
            reader(FraudVerdict.class, registry, FeedbackIntake::fraudVerdict),
            WeirTopic.FEEDBACK.topicName(topicPrefix),
            reader(Feedback.class, registry, FeedbackIntake::label),
            WeirTopic.ERASURES.topicName(topicPrefix),
            reader(Erasure.class, registry, FeedbackIntake::erasure),
            WeirTopic.LABELLED_EXAMPLES.topicName(topicPrefix),
            reader(LabelledExample.class, registry, FeedbackIntake::example));
    door =
        new Door<>(
            record -> requireNonNull(readers.get(record.topic()), record.topic()).read(record),
            deadLetters,
            patience,
            clock,
            owned);
  }

  /**
   * Opens an intake; the registry is asked with the first record.
   *
   * @param schemaRegistry URL of the registry
   * @param topicPrefix what the names of all topics begin with
   * @param job the name that dead letters carry
   */
  public static FeedbackIntake open(
      SchemaRegistryClient schemaRegistry, String topicPrefix, String job) {
    return new FeedbackIntake(
        topicPrefix,
        schemaRegistry,
        new DeadLetters(WeirTopic.DEAD_LETTERS.topicName(topicPrefix), job),
        new RegistryPatience(),
        Clock.systemUTC(),
        schemaRegistry);
  }

  /**
   * Reads one record, waiting for the registry as long as it takes; empty where it says nothing to
   * the join, as a key without a value.
   *
   * @throws InterruptedException when the thread was interrupted while it waited
   * @throws IllegalArgumentException when it is an erasure of something that this Weir does not
   *     know: to go on would leave data behind
   */
  public Optional<Keyed> read(RawRecord record) throws InterruptedException {
    Admission<Optional<Keyed>> admission = door.read(record);
    if (admission instanceof Admission.Refused<Optional<Keyed>> refused) {
      return Optional.of(new Keyed("", new Refused(refused.deadLetter(), refused.stage())));
    }
    Optional<Keyed> read = ((Admission.Accepted<Optional<Keyed>>) admission).request();
    if (read.isPresent()
        && read.get().item() instanceof Erased erased
        && erased.subject() == ErasureSubject.OTHER) {
      EventKind.of(erased.subject());
    }
    return read;
  }

  private static <T extends SpecificRecord> Door.Reader<Optional<Keyed>> reader(
      Class<T> type, SchemaRegistryClient registry, Taker<T> taker) {
    Deserializer<T> deserializer = new WeirAvroDeserializer<>(type, registry);
    return record ->
        record.value() == null
            ? Optional.empty()
            : Optional.ofNullable(
                taker.take(
                    requireNonNull(deserializer.deserialize(record.topic(), record.value())),
                    record));
  }

  /** Keeps of a value what the join needs. */
  @FunctionalInterface
  private interface Taker<T> {
    @Nullable Keyed take(T value, RawRecord record);
  }

  private static Keyed textVerdict(TextVerdict verdict, RawRecord record) {
    return new Keyed(verdict.getEventId(), new Judged(EventKind.TEXT, place(record)));
  }

  private static Keyed fraudVerdict(FraudVerdict verdict, RawRecord record) {
    return new Keyed(verdict.getEventId(), new Judged(EventKind.TRANSACTION, place(record)));
  }

  private static Keyed label(Feedback feedback, RawRecord record) {
    checkId("event_id", feedback.getEventId());
    checkId("labeler.id", feedback.getLabeler().getId());
    long at = feedback.getLabelledAt().toEpochMilli();
    boolean ahead = record.timestamp() >= 0 && at > record.timestamp() + MOST_AHEAD.toMillis();
    Vote vote =
        new Vote(
            feedback.getTask(),
            TaskWords.check(feedback.getTask(), feedback.getLabel()),
            feedback.getLabeler().getKind(),
            feedback.getLabeler().getId(),
            ahead ? record.timestamp() : at);
    return new Keyed(
        feedback.getEventId(), new Voted(vote, ahead, Math.max(record.timestamp(), 0), record));
  }

  private static Keyed erasure(Erasure erasure, RawRecord record) {
    checkId("subject_id", erasure.getSubjectId());
    return new Keyed(
        erasure.getSubjectId(),
        new Erased(
            erasure.getSubjectKind(),
            erasure.getSubjectId(),
            erasure.getOccurredAt().toEpochMilli()));
  }

  /** Null where the example holds neither event nor verdict: there is nothing to find in it. */
  private static @Nullable Keyed example(LabelledExample example, RawRecord record) {
    Object event = example.getEvent();
    Object verdict = example.getVerdict();
    if (event == null && verdict == null) {
      return null;
    }
    boolean payment = event instanceof CardTransaction || verdict instanceof FraudVerdict;
    return new Keyed(
        example.getEventId(),
        new Written(payment ? EventKind.TRANSACTION : EventKind.TEXT, place(record)));
  }

  private static Place place(RawRecord record) {
    return new Place(record.partition(), record.offset());
  }

  private static void checkId(String field, String id) {
    if (id.isBlank() || id.length() > LabelFields.MOST_ID_CHARS) {
      throw new InvalidEventException(
          field
              + " has "
              + id.length()
              + " characters; expected 1 to "
              + LabelFields.MOST_ID_CHARS
              + ", not all blank");
    }
  }

  /** Closes the registry client. */
  @Override
  public void close() {
    door.close();
  }
}
