package dev.weir.retrain.transformer.train;

import dev.weir.engine.TaskKind;
import dev.weir.retrain.transformer.data.LabelledRow;
import java.util.List;

/**
 * Finds the temperature (Guo et al., 2017) with the least validation loss. The loss is convex in
 * the temperature's inverse, so a golden-section search finds it. Stateless.
 */
final class TemperatureFit {
  /** Beyond these a small validation set says more than it knows. */
  static final double LEAST = 0.2;

  static final double MOST = 5;

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int ROUNDS = 60;

  private TemperatureFit() {}

  static double of(TaskKind kind, List<LabelledRow> rows, float[][] logits) {
    double low = 1 / MOST;
    double high = 1 / LEAST;
    for (int round = 0; round < ROUNDS; round++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (Fit.of(kind, rows, logits, left).loss() <= Fit.of(kind, rows, logits, right).loss()) {
        high = right;
      } else {
        low = left;
      }
    }
    return 2 / (low + high);
  }
}
