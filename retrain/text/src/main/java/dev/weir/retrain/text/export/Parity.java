package dev.weir.retrain.text.export;

/**
 * How far two ways to score the same texts lie apart. Immutable.
 *
 * @param texts that were scored
 * @param largest difference of any probability
 * @param flips share of labels, over texts and tasks, that are others
 */
public record Parity(int texts, double largest, double flips) {
  /** Largest difference between the network and its fp32 graph: rounding and nothing else. */
  static final double ROUNDING = 5e-6;

  /** Share of labels that a graph of fewer bits may turn. */
  static final double MOST_FLIPS = 0.005;

  /**
   * Compares probabilities.
   *
   * @param expected by text, task and label
   * @param actual of the same shape
   */
  static Parity of(float[][][] expected, float[][][] actual) {
    double largest = 0;
    long flips = 0;
    long labels = 0;
    for (int text = 0; text < expected.length; text++) {
      for (int task = 0; task < expected[text].length; task++) {
        float[] a = expected[text][task];
        float[] b = actual[text][task];
        for (int k = 0; k < a.length; k++) {
          largest = Math.max(largest, Math.abs(a[k] - b[k]));
        }
        flips += best(a) == best(b) ? 0 : 1;
        labels++;
      }
    }
    return new Parity(expected.length, largest, labels == 0 ? 0 : (double) flips / labels);
  }

  private static int best(float[] values) {
    int best = 0;
    for (int k = 1; k < values.length; k++) {
      best = values[k] > values[best] ? k : best;
    }
    return best;
  }

  /**
   * Refuses a graph that does more than round.
   *
   * @throws ParityException if it does
   */
  void requireRounding(String graph) {
    if (!(largest <= ROUNDING)) {
      throw new ParityException(
          "graph %s: a probability differs by %.2g from the trained network's, at most %.0g is rounding; the export is wrong, nothing was written"
              .formatted(graph, largest, ROUNDING));
    }
  }

  /**
   * Refuses a graph that turns too many labels.
   *
   * @throws ParityException if it does
   */
  void requireFewFlips(String graph) {
    if (!(flips <= MOST_FLIPS)) {
      throw new ParityException(
          "graph %s: %.2f %% of the labels are not the fp32 graph's, at most %.2f %% may be; nothing was written"
              .formatted(graph, flips * 100, MOST_FLIPS * 100));
    }
  }
}
