package dev.weir.scoring.event;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event must keep to before it may meet the model. Immutable.
 *
 * @param maxTextChars most characters of a text, in UTF-16 units as {@link String#length()} counts
 * @param maxIdChars most characters of any id
 * @param maxAhead how far {@code occurred_at} may lie after the Kafka timestamp; how far before is
 *     not limited, as a late event still has to be judged (docs/decisions/0043)
 */
public record TextLimits(int maxTextChars, int maxIdChars, Duration maxAhead)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Ten thousand characters of text: several pages, far more than a model reads. A day ahead: more
   * than any mistake with time zones.
   */
  public static final TextLimits DEFAULT = new TextLimits(10_000, 512, Duration.ofDays(1));

  public TextLimits {
    if (maxTextChars < 1 || maxIdChars < 1 || maxAhead.isNegative()) {
      throw new IllegalArgumentException(
          "text limits must be at least 1 and maxAhead not negative; got maxTextChars "
              + maxTextChars
              + ", maxIdChars "
              + maxIdChars
              + ", maxAhead "
              + maxAhead);
    }
  }

  /** The same with another longest text. */
  public TextLimits withMaxTextChars(int chars) {
    return new TextLimits(chars, maxIdChars, maxAhead);
  }

  /**
   * Returns the event when it keeps to the limits.
   *
   * @param timestampMillis Kafka timestamp of its record; negative where it has none
   * @throws InvalidEventException naming the first field that does not
   */
  public TextEvent check(TextEvent event, long timestampMillis) {
    if (event.eventId().isBlank()) {
      throw new InvalidEventException("event_id is blank; expected a unique id of the event");
    }
    checkId("event_id", event.eventId());
    checkId("author_id", event.authorId());
    checkId("subject_id", event.subjectId());
    checkId("room_id", event.roomId());
    if (event.text().isBlank()) {
      throw new InvalidEventException("text is empty; expected at least one visible character");
    }
    if (event.text().length() > maxTextChars) {
      throw new InvalidEventException(
          "text has "
              + event.text().length()
              + " characters; expected at most "
              + maxTextChars
              + "; shorten it or raise the job's --max-text-chars");
    }
    checkClock(event, timestampMillis);
    return event;
  }

  private void checkClock(TextEvent event, long timestampMillis) {
    if (timestampMillis < 0) {
      return;
    }
    Instant latest = Instant.ofEpochMilli(timestampMillis).plus(maxAhead);
    if (event.occurredAt().isAfter(latest)) {
      throw new InvalidEventException(
          "occurred_at is "
              + event.occurredAt()
              + "; expected "
              + latest
              + " at the latest, "
              + maxAhead
              + " after the record's Kafka timestamp; set the producer's clock, milliseconds since"
              + " 1970 in UTC, and send the event again");
    }
  }

  private void checkId(String field, @Nullable String id) {
    if (id != null && id.length() > maxIdChars) {
      throw new InvalidEventException(
          field + " has " + id.length() + " characters; expected at most " + maxIdChars);
    }
  }
}
