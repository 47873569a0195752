package dev.weir.retrain.fraud.calibrate;

import dev.weir.engine.calibrate.Calibration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Isotonic regression by pooling adjacent violators (Zadrozny and Elkan, 2002). Stateless.
 *
 * <p>A block becomes one point at its mean score; between points the map is linear. So that a block
 * without any fraud does not promise a risk of exactly nothing, each counts as if it had half a
 * fraud and half a genuine payment more. Blocks are pooled further until each has at least {@value
 * #LEAST} payments.
 */
public final class IsotonicFit {
  private static final int LEAST = 50;

  private IsotonicFit() {}

  /**
   * Fits a rising map from scores to probabilities.
   *
   * @param scores raw probabilities
   * @param frauds whether each came true
   */
  public static Calibration fit(float[] scores, boolean[] frauds) {
    return fit(scores, frauds, null);
  }

  /**
   * Fits the same from rows that stand for several payments.
   *
   * @param weights how many each row stands for; null: one
   */
  static Calibration fit(float[] scores, boolean[] frauds, float @Nullable [] weights) {
    if (scores.length == 0 || scores.length != frauds.length) {
      throw new IllegalArgumentException(
          "isotonic calibration of " + scores.length + " scores and " + frauds.length + " labels");
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    Blocks blocks = new Blocks(scores.length);
    for (int at = 0; at < order.length; ) {
      int end = at;
      double hits = 0;
      double sum = 0;
      double rows = 0;
      // equal scores belong together, and so do too few of them
      while (end < order.length
          && (end - at < LEAST || scores[order[end]] == scores[order[end - 1]])) {
        double count = weights == null ? 1 : weights[order[end]];
        hits += frauds[order[end]] ? count : 0;
        sum += count * scores[order[end]];
        rows += count;
        end++;
      }
      blocks.add(sum, hits, rows);
      at = end;
    }
    return blocks.map();
  }

  private static final class Blocks {
    private final double[] scores;
    private final double[] hits;
    private final double[] counts;
    private int size;

    Blocks(int most) {
      scores = new double[most];
      hits = new double[most];
      counts = new double[most];
    }

    void add(double score, double hit, double count) {
      scores[size] = score;
      hits[size] = hit;
      counts[size] = count;
      size++;
      while (size > 1 && rate(size - 1) <= rate(size - 2)) {
        size--;
        scores[size - 1] += scores[size];
        hits[size - 1] += hits[size];
        counts[size - 1] += counts[size];
      }
    }

    private double rate(int block) {
      return hits[block] / counts[block];
    }

    Calibration map() {
      float[] thresholds = new float[size];
      float[] values = new float[size];
      int points = 0;
      for (int i = 0; i < size; i++) {
        float threshold = (float) Math.min(1, Math.max(0, scores[i] / counts[i]));
        float value = (float) ((hits[i] + 0.5) / (counts[i] + 1));
        if (points > 0 && threshold <= thresholds[points - 1]) {
          points--;
        }
        thresholds[points] = threshold;
        values[points] = points == 0 ? value : Math.max(value, values[points - 1]);
        points++;
      }
      return Calibration.isotonic(Arrays.copyOf(thresholds, points), Arrays.copyOf(values, points));
    }
  }
}
