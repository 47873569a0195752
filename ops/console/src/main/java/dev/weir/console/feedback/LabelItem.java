package dev.weir.console.feedback;

import dev.weir.schemas.Feedback;
import org.jspecify.annotations.Nullable;

/** One label of a request. Immutable. */
sealed interface LabelItem {

  /** It is one. */
  record Sound(Feedback feedback) implements LabelItem {}

  /**
   * It is none.
   *
   * @param eventId as it was given
   * @param problem the field, what was expected, what came
   */
  record Unsound(@Nullable String eventId, String problem) implements LabelItem {}
}
