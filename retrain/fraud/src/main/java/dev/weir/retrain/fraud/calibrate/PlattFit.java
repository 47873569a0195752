package dev.weir.retrain.fraud.calibrate;

import dev.weir.engine.calibrate.Calibration;
import org.jspecify.annotations.Nullable;

/**
 * Platt scaling: a logistic regression on the log-odds, by Newton's method, with Platt's targets
 * that stay away from 0 and 1 (Platt 1999; Lin, Lin and Weng 2007). Stateless.
 */
public final class PlattFit {
  private static final int STEPS = 100;
  private static final double RIDGE = 1e-9;

  private PlattFit() {}

  /**
   * Fits slope and intercept.
   *
   * @param logOdds raw
   * @param frauds whether each came true; both must occur
   */
  public static Calibration fit(float[] logOdds, boolean[] frauds) {
    return fit(logOdds, frauds, null);
  }

  /**
   * Fits the same from rows that stand for several payments.
   *
   * @param weights how many each row stands for; null: one
   */
  static Calibration fit(float[] logOdds, boolean[] frauds, float @Nullable [] weights) {
    double positives = 0;
    double negatives = 0;
    for (int i = 0; i < frauds.length; i++) {
      double count = weights == null ? 1 : weights[i];
      positives += frauds[i] ? count : 0;
      negatives += frauds[i] ? 0 : count;
    }
    if (positives == 0 || negatives == 0) {
      throw new IllegalArgumentException(
          "Platt calibration needs frauds and genuine payments, got %.0f and %.0f"
              .formatted(positives, negatives));
    }
    double high = (positives + 1) / (positives + 2);
    double low = 1 / (negatives + 2);
    double slope = 1;
    double shift = 0;
    for (int step = 0; step < STEPS; step++) {
      double g1 = 0;
      double g0 = 0;
      double h11 = RIDGE;
      double h10 = 0;
      double h00 = RIDGE;
      for (int i = 0; i < logOdds.length; i++) {
        double x = logOdds[i];
        double p = 1 / (1 + Math.exp(-(slope * x + shift)));
        double count = weights == null ? 1 : weights[i];
        double error = count * (p - (frauds[i] ? high : low));
        double weight = count * Math.max(1e-12, p * (1 - p));
        g1 += error * x;
        g0 += error;
        h11 += weight * x * x;
        h10 += weight * x;
        h00 += weight;
      }
      double determinant = h11 * h00 - h10 * h10;
      double bySlope = (h00 * g1 - h10 * g0) / determinant;
      double byShift = (h11 * g0 - h10 * g1) / determinant;
      slope -= bySlope;
      shift -= byShift;
      if (Math.abs(bySlope) + Math.abs(byShift) < 1e-9) {
        break;
      }
    }
    return Calibration.platt(slope, shift);
  }
}
