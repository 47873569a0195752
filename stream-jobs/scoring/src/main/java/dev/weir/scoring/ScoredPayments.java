package dev.weir.scoring;

import dev.weir.scoring.alert.RiskyPayment;
import java.util.List;

/**
 * The answers to a batch of transactions. Immutable.
 *
 * @param scored one answer for each transaction, in the same order, and what they took
 * @param risky those that were not approved, in the same order, for alerts
 */
public record ScoredPayments(ScoredBatch scored, List<RiskyPayment> risky) {

  public ScoredPayments {
    risky = List.copyOf(risky);
  }
}
