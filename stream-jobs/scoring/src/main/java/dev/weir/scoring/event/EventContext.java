package dev.weir.scoring.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event says beside its text, for policies. Immutable.
 *
 * @param channel where it was posted, or null
 * @param authorSince when the author's account was opened, or null
 * @param authorRole role of a chat's author in lower case, such as {@code moderator}, or null
 * @param rating stars given with a review, or null
 * @param reply whether it answers another comment or message
 */
public record EventContext(
    @Nullable String channel,
    @Nullable Instant authorSince,
    @Nullable String authorRole,
    @Nullable Float rating,
    boolean reply) {

  /** Of an event that says nothing beside its text. */
  public static final EventContext NONE = new EventContext(null, null, null, null, false);
}
