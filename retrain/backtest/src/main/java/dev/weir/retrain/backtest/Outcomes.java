package dev.weir.retrain.backtest;

import dev.weir.schemas.Decision;

/** Transactions by the decision on them. Immutable. */
public record Outcomes(Tally approved, Tally reviewed, Tally declined) {

  static final Outcomes NONE = new Outcomes(Tally.NONE, Tally.NONE, Tally.NONE);

  Outcomes with(Decision decision, double amount, Truth truth) {
    return new Outcomes(
        decision == Decision.APPROVE ? approved.with(amount, truth) : approved,
        decision == Decision.REVIEW ? reviewed.with(amount, truth) : reviewed,
        decision == Decision.DECLINE ? declined.with(amount, truth) : declined);
  }

  /** Those of one decision. */
  public Tally of(Decision decision) {
    return switch (decision) {
      case APPROVE -> approved;
      case REVIEW -> reviewed;
      case DECLINE -> declined;
    };
  }

  /** Those that did not simply pass: reviewed or declined. */
  public Tally stopped() {
    return reviewed.plus(declined);
  }

  /** All of them. */
  public Tally all() {
    return approved.plus(stopped());
  }

  /** Share of the known frauds that are in a part of these; NaN if none is known. */
  public double recall(Tally part) {
    return all().frauds() == 0 ? Double.NaN : (double) part.frauds() / all().frauds();
  }
}
