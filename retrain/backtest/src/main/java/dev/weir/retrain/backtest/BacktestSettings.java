package dev.weir.retrain.backtest;

import dev.weir.scoring.fraud.FraudSettings;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest looks at. Immutable.
 *
 * @param features must be those that the model was trained with
 * @param from time of the first transactions that count, null for all; earlier ones make histories
 * @param to time from which on transactions are left out, null for none
 * @param genuineAfter a transaction without a label that is older than this at the end of history
 *     counts as genuine; null: only labels count
 */
public record BacktestSettings(
    FraudSettings features,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Duration genuineAfter) {

  /** Everything, by labels alone. */
  public static final BacktestSettings ALL =
      new BacktestSettings(FraudSettings.defaults(), null, null, null);

  public BacktestSettings {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " is not before to " + to);
    }
    if (genuineAfter != null && genuineAfter.isNegative()) {
      throw new IllegalArgumentException(
          "genuine-after is " + genuineAfter + "; expected no negative duration");
    }
  }

  boolean isOver(long occurredAt) {
    return to != null && occurredAt >= to.toEpochMilli();
  }

  boolean counts(long occurredAt) {
    return from == null || occurredAt >= from.toEpochMilli();
  }
}
