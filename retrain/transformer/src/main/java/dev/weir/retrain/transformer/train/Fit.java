package dev.weir.retrain.transformer.train;

import dev.weir.engine.TaskKind;
import dev.weir.retrain.transformer.data.LabelledRow;
import java.util.List;

/**
 * How well logits fit rows. Immutable.
 *
 * @param rows that were looked at
 * @param accuracy share of rows whose label has the largest logit; of a sigmoid task, share of
 *     labels on the right side of 0
 * @param loss mean negative log-likelihood, in nats
 */
public record Fit(int rows, double accuracy, double loss) {
  /** Measures logits times a scale. */
  static Fit of(TaskKind kind, List<LabelledRow> rows, float[][] logits, double scale) {
    double right = 0;
    double loss = 0;
    for (int row = 0; row < logits.length; row++) {
      float[] target = rows.get(row).target();
      right += kind == TaskKind.SOFTMAX ? target[best(logits[row])] : sides(logits[row], target);
      loss += loss(kind, logits[row], target, scale);
    }
    return new Fit(logits.length, right / logits.length, loss / logits.length);
  }

  /** Of several tasks: all rows, the mean accuracy and the mean loss. */
  static Fit mean(List<Fit> fits) {
    return new Fit(
        fits.stream().mapToInt(Fit::rows).sum(),
        fits.stream().mapToDouble(Fit::accuracy).average().orElse(0),
        fits.stream().mapToDouble(Fit::loss).average().orElse(0));
  }

  /** The place of the largest logit. */
  static int best(float[] logits) {
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }

  private static double sides(float[] logits, float[] target) {
    int right = 0;
    for (int i = 0; i < logits.length; i++) {
      right += (logits[i] > 0) == (target[i] > 0.5f) ? 1 : 0;
    }
    return (double) right / logits.length;
  }

  private static double loss(TaskKind kind, float[] logits, float[] target, double scale) {
    double loss = 0;
    if (kind == TaskKind.SIGMOID) {
      for (int i = 0; i < logits.length; i++) {
        double x = scale * logits[i];
        loss += Math.max(x, 0) - x * target[i] + Math.log1p(Math.exp(-Math.abs(x)));
      }
      return loss;
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, scale * logit);
    }
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      sum += Math.exp(scale * logits[i] - largest);
      loss -= target[i] * scale * logits[i];
    }
    return loss + largest + Math.log(sum);
  }
}
