package dev.weir.engine.bench;

import ai.onnxruntime.OrtException;
import java.time.Duration;

/** Counts how many items a piece of work handles in a second. */
final class Rate {
  private Rate() {}

  /** Work that handles a fixed number of items. */
  @FunctionalInterface
  interface Work {
    void run() throws OrtException;
  }

  /** Items per second, over at least the given time. */
  static double of(Work work, int items, Duration atLeast) throws OrtException {
    long start = System.nanoTime();
    long done = 0;
    long elapsed;
    do {
      work.run();
      done += items;
      elapsed = System.nanoTime() - start;
    } while (elapsed < atLeast.toNanos());
    return done * 1e9 / elapsed;
  }
}
