package dev.weir.engine.calibrate;

import java.util.Arrays;

/**
 * A rising curve from raw to calibrated probability, linear between its points and level beyond
 * them: what isotonic regression fits (Zadrozny and Elkan, 2002). A step is two points whose
 * thresholds lie next to each other. Immutable.
 */
public final class IsotonicMap {
  private final float[] thresholds;
  private final float[] values;

  private IsotonicMap(float[] thresholds, float[] values) {
    this.thresholds = thresholds;
    this.values = values;
  }

  /**
   * The curve through points.
   *
   * @param thresholds raw probabilities, each above the one before
   * @param values the calibrated ones, none below the one before
   * @throws IllegalArgumentException if these are no points of a rising curve within 0 and 1
   */
  public static IsotonicMap of(float[] thresholds, float[] values) {
    if (thresholds.length == 0 || thresholds.length != values.length) {
      throw new IllegalArgumentException(
          "isotonic calibration needs as many values as thresholds, one at least; it has "
              + values.length
              + " and "
              + thresholds.length);
    }
    for (int i = 0; i < thresholds.length; i++) {
      if (!isProbability(thresholds[i]) || !isProbability(values[i])) {
        throw new IllegalArgumentException(
            "isotonic calibration: point "
                + i
                + " must lie within 0 and 1, is "
                + thresholds[i]
                + " to "
                + values[i]);
      }
      if (i > 0 && (thresholds[i] <= thresholds[i - 1] || values[i] < values[i - 1])) {
        throw new IllegalArgumentException(
            "isotonic calibration must rise, but point "
                + i
                + " ("
                + thresholds[i]
                + " to "
                + values[i]
                + ") does not; sort by threshold and merge equal ones");
      }
    }
    return new IsotonicMap(thresholds.clone(), values.clone());
  }

  private static boolean isProbability(float value) {
    return value >= 0 && value <= 1; // false for NaN
  }

  /** The calibrated probability of a raw one. */
  public float apply(float raw) {
    int at = Arrays.binarySearch(thresholds, raw);
    if (at >= 0) {
      return values[at];
    }
    int above = -at - 1;
    if (above == 0) {
      return values[0];
    }
    if (above == values.length) {
      return values[above - 1];
    }
    double share =
        ((double) raw - thresholds[above - 1]) / (thresholds[above] - thresholds[above - 1]);
    return (float) (values[above - 1] + share * (values[above] - values[above - 1]));
  }

  /** The raw probabilities of its points; a copy. */
  public float[] thresholds() {
    return thresholds.clone();
  }

  /** The calibrated probabilities of its points; a copy. */
  public float[] values() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IsotonicMap map
        && Arrays.equals(thresholds, map.thresholds)
        && Arrays.equals(values, map.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(thresholds) + Arrays.hashCode(values);
  }
}
