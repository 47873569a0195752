package dev.weir.flink.options;

import java.time.Duration;

/**
 * How answers are written, and how often it is made sure that they are. Immutable; checked against
 * each other at construction.
 *
 * @param exactlyOnce whether answers are written in transactions
 * @param checkpointInterval time between checkpoints
 * @param transactionTimeout how long the broker keeps an open transaction of a dead job
 * @param compression of what is written
 */
public record Delivery(
    boolean exactlyOnce,
    Duration checkpointInterval,
    Duration transactionTimeout,
    Compression compression) {

  static final Duration CHECKPOINTS = Duration.ofSeconds(10);
  static final Duration CHECKPOINTS_EXACTLY_ONCE = Duration.ofSeconds(1);

  public Delivery {
    if (exactlyOnce && transactionTimeout.compareTo(checkpointInterval) <= 0) {
      throw new UsageException(
          "option --transaction-timeout must be longer than --checkpoint-interval, or no transaction"
              + " lives to be committed; got "
              + transactionTimeout
              + " and "
              + checkpointInterval);
    }
  }
}
