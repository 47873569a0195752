package dev.weir.retrain.fraud.calibrate;

import dev.weir.engine.calibrate.Calibration;
import org.jspecify.annotations.Nullable;

/** Isotonic calibration, or Platt's where there are few frauds to calibrate by. Stateless. */
public final class CalibrationFit {
  /** Fewer frauds than this, and a curve of two numbers is surer. */
  private static final int LEAST_FOR_ISOTONIC = 300;

  private CalibrationFit() {}

  /**
   * Fits a map from raw probabilities to those that come true.
   *
   * @param odds log-odds
   * @param labels 1 for fraud
   */
  public static Calibration of(float[] odds, float[] labels) {
    return of(odds, labels, null);
  }

  /**
   * Fits the same map from rows that stand for several payments.
   *
   * @param weights how many each row stands for; null: one
   */
  public static Calibration of(float[] odds, float[] labels, float @Nullable [] weights) {
    boolean[] frauds = new boolean[labels.length];
    int count = 0;
    for (int i = 0; i < frauds.length; i++) {
      frauds[i] = labels[i] > 0;
      count += frauds[i] ? 1 : 0;
    }
    if (count < LEAST_FOR_ISOTONIC) {
      return PlattFit.fit(odds, frauds, weights);
    }
    return IsotonicFit.fit(risks(odds), frauds, weights);
  }

  /** Probabilities of log-odds. */
  public static float[] risks(float[] odds) {
    float[] risks = new float[odds.length];
    for (int i = 0; i < risks.length; i++) {
      risks[i] = (float) (1 / (1 + Math.exp(-odds[i])));
    }
    return risks;
  }
}
