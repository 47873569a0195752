package dev.weir.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long each time up to a limit, and of that a
 * random part between half and all, so that several senders do not come at once. Immutable.
 *
 * @param first before the second attempt
 * @param most the limit
 * @param attempts how many are made before an alert is given up
 */
public record Backoff(Duration first, Duration most, int attempts) {

  /** A second, two, four, … up to a minute: some eight minutes with twelve attempts. */
  public static final Backoff DEFAULT =
      new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), 12);

  public Backoff {
    if (first.isNegative() || most.compareTo(first) < 0 || attempts < 1) {
      throw new IllegalArgumentException(
          "waits of "
              + first
              + " to "
              + most
              + " and "
              + attempts
              + " attempts; expected none negative, the first not above the limit, and an attempt");
    }
  }

  /** With another number of attempts. */
  public Backoff withAttempts(int other) {
    return new Backoff(first, most, other);
  }

  /**
   * The wait after a failed attempt.
   *
   * @param failed how many have failed, from 1 on
   */
  public Duration after(int failed, RandomGenerator random) {
    Duration whole = whole(failed);
    long half = whole.toMillis() / 2;
    return Duration.ofMillis(half + random.nextLong(whole.toMillis() - half + 1));
  }

  private Duration whole(int failed) {
    Duration wait = first;
    for (int i = 1; i < failed && wait.compareTo(most) < 0; i++) {
      wait = wait.multipliedBy(2);
    }
    return wait.compareTo(most) < 0 ? wait : most;
  }

  /** The longest that one alert can take. */
  public Duration longest(Duration timeout) {
    return most.plus(timeout).multipliedBy(attempts);
  }
}
