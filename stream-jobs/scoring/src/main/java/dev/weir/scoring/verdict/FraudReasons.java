package dev.weir.scoring.verdict;

import dev.weir.engine.explain.TreeContributions;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Reason;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.policy.PolicyDecision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reasons of a fraud verdict: thresholds and rules that spoke against the transaction, then the
 * features that raised its risk most. An approved transaction has none, and its contributions are
 * not computed. A model without covers in its trees gives no features. Confined to one thread.
 */
public final class FraudReasons {

  /** Features that a verdict names at most. */
  static final int MOST_FEATURES = 5;

  /** Log odds below which a feature is not worth a line: a tenth of the odds. */
  static final float LEAST = 0.1f;

  private static final String FEATURE = "feature.contribution";

  private final @Nullable TreeContributions trees;
  private final double[] contributions = new double[FraudFeature.count()];

  /**
   * @param trees null where contributions cannot be computed
   */
  public FraudReasons(@Nullable TreeContributions trees) {
    this.trees = trees;
  }

  /** The reasons of that decision on that row. */
  public List<FraudReason> of(PolicyDecision decision, float[] row) {
    if (decision.outcome() == Outcome.PASS) {
      return List.of();
    }
    List<FraudReason> reasons = new ArrayList<>(decision.reasons().size() + MOST_FEATURES);
    for (Reason reason : decision.reasons()) {
      reasons.add(
          new FraudReason(
              reason.getCode(),
              reason.getPolicy(),
              reason.getRule(),
              null,
              null,
              reason.getDetail()));
    }
    if (trees != null) {
      trees.of(row, contributions);
      addFeatures(row, reasons);
    }
    return reasons;
  }

  /** The largest first; of equal ones the earlier column. */
  private void addFeatures(float[] row, List<FraudReason> reasons) {
    for (int n = 0; n < MOST_FEATURES; n++) {
      int best = 0;
      for (int i = 1; i < contributions.length; i++) {
        best = contributions[i] > contributions[best] ? i : best;
      }
      float contribution = (float) contributions[best];
      if (!(contribution >= LEAST)) {
        return;
      }
      contributions[best] = 0;
      String column = FraudFeature.ofIndex(best).column();
      reasons.add(
          new FraudReason(FEATURE, null, null, column, contribution, detail(column, row[best])));
    }
  }

  private static String detail(String column, float value) {
    return Float.isNaN(value) ? column + " is missing" : column + " is " + value;
  }
}
