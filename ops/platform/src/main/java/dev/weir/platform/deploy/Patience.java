package dev.weir.platform.deploy;

import dev.weir.platform.PlatformException;
import dev.weir.platform.flink.FlinkRestException;
import java.time.Duration;
import java.util.function.Supplier;

/** Tries again while servers are still starting. */
final class Patience {
  private static final long PAUSE_MILLIS = 500;

  private final long endNanos;

  /** From now on for that long. */
  Patience(Duration limit) {
    this.endNanos = System.nanoTime() + limit.toNanos();
  }

  /** Whether the time is up. */
  boolean isOver() {
    return System.nanoTime() - endNanos >= 0;
  }

  /**
   * The first answer that comes; once the time is up, the failure of the last attempt is thrown.
   */
  <T> T untilAnswered(Supplier<T> attempt) {
    while (true) {
      try {
        return attempt.get();
      } catch (PlatformException | FlinkRestException e) {
        if (isOver()) {
          throw e;
        }
        pause();
      }
    }
  }

  void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("interrupted while waiting", e);
    }
  }
}
