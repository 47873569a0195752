package dev.weir.scoring.drift;

import dev.weir.schemas.DriftVerdict;

/**
 * From when on a slice has moved. The two limits are those that are customary for a PSI (N.
 * Siddiqi, Credit Risk Scorecards, 2006), here on what lies beyond chance. Immutable.
 *
 * @param watch PSI beyond chance from which on it has moved
 * @param drift PSI beyond chance from which on it has moved far
 * @param leastRecords records that window and reference must have each, for any verdict
 */
public record DriftThresholds(double watch, double drift, long leastRecords) {

  /** 0.1 and 0.25 beyond chance, 100 records. */
  public static final DriftThresholds DEFAULT = new DriftThresholds(0.1, 0.25, 100);

  public DriftThresholds {
    if (!(watch > 0 && drift >= watch) || leastRecords < 1) {
      throw new IllegalArgumentException(
          "drift thresholds: expected 0 < watch <= drift and 1 record or more; got "
              + watch
              + ", "
              + drift
              + " and "
              + leastRecords);
    }
  }

  /** What a divergence comes to, where there were records enough. */
  DriftVerdict verdict(Divergence divergence) {
    if (divergence.psi() <= divergence.noiseLimit() || divergence.excess() < watch) {
      return DriftVerdict.NONE;
    }
    return divergence.excess() < drift ? DriftVerdict.WATCH : DriftVerdict.DRIFT;
  }
}
