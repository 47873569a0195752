package dev.weir.engine.batch;

import java.time.Duration;

/**
 * When a queue becomes a batch, and how much may wait. Immutable; cross-checked.
 *
 * @param maxRows records in a batch, at most
 * @param maxTokens tokens in a batch, at most; a longer record goes alone
 * @param maxAge how long the oldest record may wait for company while a session is free; zero: not
 *     at all, so that only load makes batches larger
 * @param runTime how long before its deadline a record must be dispatched
 * @param capacity records that may wait, at most; {@code maxRows} or more
 */
public record BatchLimits(
    int maxRows, int maxTokens, Duration maxAge, Duration runTime, int capacity) {
  public BatchLimits {
    if (maxRows < 1 || maxTokens < 1) {
      throw new IllegalArgumentException(
          "maxRows and maxTokens must be 1 or more, were " + maxRows + " and " + maxTokens);
    }
    if (maxAge.isNegative() || runTime.isNegative()) {
      throw new IllegalArgumentException(
          "maxAge and runTime must not be negative, were " + maxAge + " and " + runTime);
    }
    if (capacity < maxRows) {
      throw new IllegalArgumentException(
          "capacity must hold a whole batch of " + maxRows + " records, was " + capacity);
    }
  }

  /** 64 records or 2,048 tokens, no waiting for company, 10 ms for a run, 1,024 may wait. */
  public static BatchLimits defaults() {
    return new BatchLimits(64, 2048, Duration.ZERO, Duration.ofMillis(10), 1024);
  }
}
