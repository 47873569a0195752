package dev.weir.scoring.label;

import dev.weir.schemas.Feedback;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.Task;
import dev.weir.scoring.event.InvalidEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Somebody says whether a transaction was fraud. Immutable.
 *
 * @param eventId the transaction
 * @param fraud false: genuine
 * @param trust how far its source is trusted, from 0 to 5
 * @param labelledAt when it was decided, milliseconds since the epoch
 */
public record FraudVote(String eventId, boolean fraud, int trust, long labelledAt) {

  /** How far a label may be dated after the Kafka timestamp of its record. */
  private static final Duration MOST_AHEAD = Duration.ofDays(1);

  private static final int MOST_ID_CHARS = 512;

  /**
   * The vote of a feedback; empty if it judges another task.
   *
   * @param timestampMillis Kafka timestamp of its record; negative where it has none
   * @throws InvalidEventException naming what is wrong with it
   */
  public static Optional<FraudVote> of(Feedback feedback, long timestampMillis) {
    if (feedback.getTask() != Task.FRAUD) {
      return Optional.empty();
    }
    String id = feedback.getEventId();
    if (id.isBlank() || id.length() > MOST_ID_CHARS) {
      throw new InvalidEventException(
          "event_id has "
              + id.length()
              + " characters; expected 1 to "
              + MOST_ID_CHARS
              + ", not all blank");
    }
    Instant at = feedback.getLabelledAt();
    if (timestampMillis >= 0
        && at.isAfter(Instant.ofEpochMilli(timestampMillis).plus(MOST_AHEAD))) {
      throw new InvalidEventException(
          "labelled_at is "
              + at
              + "; expected at most "
              + MOST_AHEAD
              + " after the record's Kafka timestamp, "
              + Instant.ofEpochMilli(timestampMillis));
    }
    return Optional.of(
        new FraudVote(
            id,
            isFraud(feedback.getLabel()),
            trust(feedback.getLabeler().getKind()),
            at.toEpochMilli()));
  }

  private static boolean isFraud(String label) {
    return switch (label) {
      case "fraud" -> true;
      case "genuine" -> false;
      default ->
          throw new InvalidEventException(
              "label is no answer of the task FRAUD; expected 'fraud' or 'genuine', got one of "
                  + label.length()
                  + " characters");
    };
  }

  /** Known truth first, then money that was taken back, then people by their trade. */
  private static int trust(LabelerKind kind) {
    return switch (kind) {
      case GOLDEN -> 5;
      case CHARGEBACK -> 4;
      case ANALYST -> 3;
      case MODERATOR -> 2;
      case USER_REPORT -> 1;
      case OTHER -> 0;
    };
  }

  /** Whether it holds against another: trust, then the later decision, then fraud. */
  boolean beats(FraudVote other) {
    if (trust != other.trust) {
      return trust > other.trust;
    }
    return labelledAt == other.labelledAt ? fraud && !other.fraud : labelledAt > other.labelledAt;
  }
}
