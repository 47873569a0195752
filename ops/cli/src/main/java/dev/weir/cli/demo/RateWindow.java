package dev.weir.cli.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Rate of a growing count over the last few seconds. Not thread-safe; the caller hands in the time.
 */
final class RateWindow {

  private record Sample(long nanos, long count) {}

  private final long spanNanos;
  private final Deque<Sample> samples = new ArrayDeque<>();

  RateWindow(long spanSeconds) {
    this.spanNanos = TimeUnit.SECONDS.toNanos(spanSeconds);
  }

  /**
   * @param count the total so far, never less than before
   * @return increase per second since the oldest sample within the span; 0 at the first call
   */
  double add(long nowNanos, long count) {
    samples.addLast(new Sample(nowNanos, count));
    while (samples.size() > 2 && nowNanos - samples.getFirst().nanos > spanNanos) {
      samples.removeFirst();
    }
    Sample oldest = samples.getFirst();
    long elapsed = nowNanos - oldest.nanos;
    return elapsed == 0 ? 0 : (count - oldest.count) * 1e9 / elapsed;
  }
}
