package dev.weir.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of one attempt. */
public sealed interface Answer {

  /** The receiver has it. */
  record Taken() implements Answer {}

  /**
   * It may be taken later.
   *
   * @param why for people
   * @param after how long the receiver asks to wait; null if it does not say
   */
  record Later(String why, @Nullable Duration after) implements Answer {}

  /** It will never be taken. */
  record Refused(String why) implements Answer {}

  /**
   * What a status means: 2xx is taken; 408, 429 and 5xx mean later; anything else is a refusal,
   * redirects among them, as they could lead an alert elsewhere.
   *
   * @param retryAfter the header of that name, null if there is none
   */
  static Answer of(int status, @Nullable String retryAfter) {
    if (status / 100 == 2) {
      return new Taken();
    }
    String why = "the receiver answered " + status;
    if (status == 408 || status == 429 || status / 100 == 5) {
      return new Later(why, seconds(retryAfter));
    }
    return new Refused(why);
  }

  private static @Nullable Duration seconds(@Nullable String retryAfter) {
    return retryAfter != null && retryAfter.matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(retryAfter))
        : null;
  }
}
