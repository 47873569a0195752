package dev.weir.retrain.evaluate;

import dev.weir.retrain.evaluate.metric.BinaryRanking;
import java.util.List;

/**
 * How well one label is recognised. Values that do not apply are NaN.
 *
 * @param n rows that have it
 * @param auc of its probability against all other labels
 * @param averagePrecision likewise
 * @param curve precision and recall likewise, from the highest threshold down
 */
public record LabelResult(
    String label,
    long n,
    double precision,
    double recall,
    double f1,
    double auc,
    double averagePrecision,
    List<BinaryRanking.Point> curve) {
  public LabelResult {
    curve = List.copyOf(curve);
  }
}
