package dev.weir.retrain.backtest;

import dev.weir.schemas.Decision;
import java.time.Instant;
import java.util.List;

/**
 * A transaction that would have been decided otherwise. Immutable.
 *
 * @param happenedRisk risk of the recorded verdict
 * @param rules that decide now
 */
public record Difference(
    String eventId,
    Instant occurredAt,
    double amount,
    Decision happened,
    float happenedRisk,
    Decision would,
    float risk,
    Truth truth,
    List<String> rules) {
  public Difference {
    rules = List.copyOf(rules);
  }
}
