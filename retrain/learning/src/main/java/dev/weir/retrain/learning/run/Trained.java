package dev.weir.retrain.learning.run;

import java.util.List;
import java.util.Map;

/**
 * What a training came to, as the run keeps it. Immutable.
 *
 * @param difference largest one of a score between training and service
 * @param turned share of validation labels that rounding turned
 * @param seconds that it took, in the process that ended it
 * @param curve its epochs
 * @param rows training rows by task
 */
public record Trained(
    double difference,
    double turned,
    double seconds,
    List<Epoch> curve,
    Map<String, Integer> rows) {
  public Trained {
    curve = List.copyOf(curve);
    rows = Map.copyOf(rows);
  }

  /**
   * One pass over the rows, or some rounds of trees.
   *
   * @param epoch counted from 1; of trees the rounds so far, 0 for the champion
   * @param loss mean over the training rows; NaN where the process was cut off in it; of trees the
   *     average precision
   * @param validLoss mean over the validation rows; of trees the average precision
   * @param validAccuracy share of validation rows that are right; of trees the average precision
   */
  public record Epoch(int epoch, double loss, double validLoss, double validAccuracy) {}
}
