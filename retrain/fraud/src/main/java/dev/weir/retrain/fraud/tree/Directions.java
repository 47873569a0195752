package dev.weir.retrain.fraud.tree;

import dev.weir.scoring.fraud.FraudFeature;
import java.util.Arrays;

/** In which direction a feature can only move the risk, where that is sure. Stateless. */
public final class Directions {
  private Directions() {}

  /** 1, 0 or -1 for each column of {@link FraudFeature#index()}. */
  public static int[] of(int[] columns) {
    return Arrays.stream(columns).map(column -> of(FraudFeature.ofIndex(column))).toArray();
  }

  /** 1: more of it is never safer; -1: more of it is never riskier; 0: either. */
  static int of(FraudFeature feature) {
    String name = feature.column();
    if (name.contains("genuine_since")) {
      return -1;
    }
    boolean known =
        name.endsWith("_risk") || name.contains("_delayed_risk_") || name.contains("frauds_");
    return known || feature == FraudFeature.AMOUNT ? 1 : 0;
  }
}
