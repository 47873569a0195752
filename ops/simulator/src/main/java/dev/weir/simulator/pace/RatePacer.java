package dev.weir.simulator.pace;

/**
 * Decides how many events are due, from the clock alone: event n is due n / rate seconds after the
 * start, whatever happened to those before it. A sender that was held up finds all that it missed
 * due at once, so that a slow system cannot slow down its own load. Immutable.
 *
 * <p>The loop around it: {@code due(now, sent)} says how many to send; if none, sleep for {@code
 * nanosUntilNext(now, sent)}.
 */
public final class RatePacer {
  private final long startNanos;
  private final double nanosPerEvent;
  private final int mostAtOnce;

  /**
   * @param eventsPerSecond above 0
   * @param mostAtOnce the most that one call of {@link #due} gives, at least 1
   */
  public RatePacer(long startNanos, double eventsPerSecond, int mostAtOnce) {
    if (!(eventsPerSecond > 0) || eventsPerSecond > 1e9) {
      throw new IllegalArgumentException(
          "rate: " + eventsPerSecond + " events a second is not above 0 and at most 1e9");
    }
    if (mostAtOnce < 1) {
      throw new IllegalArgumentException(
          "rate: at most " + mostAtOnce + " at once; 1 is the least");
    }
    this.startNanos = startNanos;
    this.nanosPerEvent = 1e9 / eventsPerSecond;
    this.mostAtOnce = mostAtOnce;
  }

  /** How many events are due at {@code nowNanos} when {@code sent} have been sent. */
  public int due(long nowNanos, long sent) {
    long elapsed = nowNanos - startNanos;
    if (elapsed < 0) {
      return 0;
    }
    long dueSinceStart = (long) (elapsed / nanosPerEvent) + 1; // the first is due at the start
    return (int) Math.max(0, Math.min(mostAtOnce, dueSinceStart - sent));
  }

  /** How long until the next event is due, 0 if one is due now. */
  public long nanosUntilNext(long nowNanos, long sent) {
    long dueAt = startNanos + (long) Math.ceil(sent * nanosPerEvent);
    return Math.max(0, dueAt - nowNanos);
  }

  /** How far the sender is behind: the time since its next event was due. */
  public long nanosBehind(long nowNanos, long sent) {
    long dueAt = startNanos + (long) Math.ceil(sent * nanosPerEvent);
    return Math.max(0, nowNanos - dueAt);
  }
}
