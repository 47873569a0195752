package dev.weir.scoring.event;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.ChatRole;
import dev.weir.schemas.CommentPosted;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What scoring needs of a comment or a chat message. Exactly one of subject and room is present.
 *
 * @param eventId unique, chosen by the producer
 * @param occurredAt when it was written, by the producer's clock
 * @param authorId who wrote it
 * @param subjectId what a comment is about; null for chat
 * @param roomId where a chat message was sent; null for comments
 * @param text the text as written
 * @param languageHint the language the producer believes the text to be in, or null
 * @param context what it says beside its text
 */
public record TextEvent(
    String eventId,
    Instant occurredAt,
    String authorId,
    @Nullable String subjectId,
    @Nullable String roomId,
    String text,
    @Nullable String languageHint,
    EventContext context) {

  public TextEvent {
    if ((subjectId == null) == (roomId == null)) {
      throw new IllegalArgumentException(
          "event "
              + eventId
              + ": expected either a subject or a room; got "
              + (subjectId == null ? "neither" : "both"));
    }
  }

  /** The event of a comment. */
  public static TextEvent of(CommentPosted comment) {
    return new TextEvent(
        comment.getEventId(),
        comment.getOccurredAt(),
        comment.getAuthorId(),
        comment.getSubjectId(),
        null,
        comment.getText(),
        comment.getLanguageHint(),
        new EventContext(
            comment.getChannel(),
            comment.getAuthorSince(),
            null,
            comment.getRating(),
            comment.getParentId() != null));
  }

  /** The event of a chat message. */
  public static TextEvent of(ChatMessageSent message) {
    return new TextEvent(
        message.getEventId(),
        message.getOccurredAt(),
        message.getAuthorId(),
        null,
        message.getRoomId(),
        message.getText(),
        message.getLanguageHint(),
        new EventContext(
            message.getChannel(),
            message.getAuthorSince(),
            roleOf(message),
            null,
            message.getReplyToId() != null));
  }

  private static @Nullable String roleOf(ChatMessageSent message) {
    ChatRole role = message.getAuthorRole();
    return role == null ? null : role.name().toLowerCase(Locale.ROOT);
  }

  /** Leaves the text out: user text belongs into no log. */
  @Override
  public String toString() {
    return "TextEvent[eventId=" + eventId + ", text of " + text.length() + " chars]";
  }
}
