package dev.weir.retrain.evaluate.metric;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well stated confidence agrees with what comes true, in bins of equal width over (0, 1]; a
 * confidence on an edge belongs to the bin below it. Immutable.
 *
 * <p>The expected calibration error is Σ (nᵦ / n) · |share that came trueᵦ − mean confidenceᵦ|
 * (Naeini et al. 2015; Guo et al. 2017). For classes the confidence is that of the predicted label
 * and what comes true is that it is right; for a risk the confidence is the risk itself.
 *
 * @param bins all of them, also empty ones, from low to high confidence
 */
public record Reliability(List<Bin> bins) {
  /** How many bins reports use. */
  public static final int BINS = 15;

  /**
   * One bin.
   *
   * @param from lower edge, not included
   * @param to upper edge, included
   * @param n elements
   * @param confidence their mean; NaN if there are none
   * @param cameTrue the share that came true; NaN if there are none
   */
  public record Bin(double from, double to, long n, double confidence, double cameTrue) {}

  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Sorts confidences into bins.
   *
   * @param weights how often each element counts; null: once
   */
  public static Reliability of(
      double[] confidence, boolean[] cameTrue, int bins, int @Nullable [] weights) {
    long[] n = new long[bins];
    double[] sum = new double[bins];
    long[] right = new long[bins];
    for (int i = 0; i < confidence.length; i++) {
      int weight = weights == null ? 1 : weights[i];
      int bin = Math.min(bins - 1, Math.max(0, (int) Math.ceil(confidence[i] * bins) - 1));
      n[bin] += weight;
      sum[bin] += weight * confidence[i];
      right[bin] += cameTrue[i] ? weight : 0;
    }
    List<Bin> list = new ArrayList<>(bins);
    for (int bin = 0; bin < bins; bin++) {
      list.add(
          new Bin(
              (double) bin / bins,
              (bin + 1.0) / bins,
              n[bin],
              sum[bin] / n[bin],
              (double) right[bin] / n[bin]));
    }
    return new Reliability(list);
  }

  /** The expected calibration error; NaN without elements. */
  public double expectedCalibrationError() {
    double error = 0;
    long all = 0;
    for (Bin bin : bins) {
      if (bin.n() > 0) {
        error += bin.n() * Math.abs(bin.cameTrue() - bin.confidence());
        all += bin.n();
      }
    }
    return all == 0 ? Double.NaN : error / all;
  }
}
