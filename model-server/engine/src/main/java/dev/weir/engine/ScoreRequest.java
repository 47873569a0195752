package dev.weir.engine;

import dev.weir.engine.error.DeadlineException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A text to be scored by a {@link SharedScorer}.
 *
 * @param text the text; null and unusable texts are answered with a rejection
 * @param urgent whether it goes into the priority lane and waits for no company
 * @param within how soon it must be answered, counted from the call; later it is rejected instead
 *     of scored. Null: it may take its time
 */
public record ScoreRequest(@Nullable String text, boolean urgent, @Nullable Duration within) {
  /**
   * A request.
   *
   * @throws DeadlineException if {@code within} is negative
   */
  public ScoreRequest {
    if (within != null && within.isNegative()) {
      throw new DeadlineException(within);
    }
  }

  /** A text of the normal lane, without a deadline. */
  public static ScoreRequest of(@Nullable String text) {
    return new ScoreRequest(text, false, null);
  }
}
