package dev.weir.scoring.event;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What an event must keep to before it may meet the model. Immutable.
 *
 * @param maxTextChars most characters of a text, in UTF-16 units as {@link String#length()} counts
 * @param maxIdChars most characters of any id
 */
public record TextLimits(int maxTextChars, int maxIdChars) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Ten thousand characters of text: several pages, far more than a model reads. */
  public static final TextLimits DEFAULT = new TextLimits(10_000, 512);

  public TextLimits {
    if (maxTextChars < 1 || maxIdChars < 1) {
      throw new IllegalArgumentException(
          "text limits must be at least 1; got maxTextChars "
              + maxTextChars
              + ", maxIdChars "
              + maxIdChars);
    }
  }

  /**
   * Returns the event when it keeps to the limits.
   *
   * @throws InvalidEventException naming the first field that does not
   */
  public TextEvent check(TextEvent event) {
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
    return event;
  }

  private void checkId(String field, @Nullable String id) {
    if (id != null && id.length() > maxIdChars) {
      throw new InvalidEventException(
          field + " has " + id.length() + " characters; expected at most " + maxIdChars);
    }
  }
}
