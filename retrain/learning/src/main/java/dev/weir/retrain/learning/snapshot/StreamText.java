package dev.weir.retrain.learning.snapshot;

import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads of a comment or a chat message.
 *
 * @param kind {@code comment} or {@code chat}
 * @param channel where it was posted, null where the event does not say
 * @param language BCP 47 tag, null where the event does not say
 */
record StreamText(
    String eventId,
    Instant occurredAt,
    String authorId,
    String text,
    String kind,
    @Nullable String channel,
    @Nullable String language) {

  /** The text of an event; null if it is no text. */
  static @Nullable StreamText of(@Nullable Object event) {
    if (event instanceof CommentPosted comment) {
      return new StreamText(
          comment.getEventId(),
          comment.getOccurredAt(),
          comment.getAuthorId(),
          comment.getText(),
          "comment",
          comment.getChannel(),
          comment.getLanguageHint());
    }
    if (event instanceof ChatMessageSent message) {
      return new StreamText(
          message.getEventId(),
          message.getOccurredAt(),
          message.getAuthorId(),
          message.getText(),
          "chat",
          message.getChannel(),
          message.getLanguageHint());
    }
    return null;
  }
}
