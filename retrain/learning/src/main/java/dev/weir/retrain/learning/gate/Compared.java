package dev.weir.retrain.learning.gate;

import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.Confusion;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.metric.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Champion and challenger on the same rows of a task. Confined to who made it.
 *
 * @param truth the label of each row
 * @param champion float (rows, labels)
 * @param challenger float (rows, labels)
 */
@SuppressWarnings("ArrayRecordComponent") // made once for each task; nobody compares them
record Compared(TaskLabels task, int[] truth, float[][] champion, float[][] challenger) {
  private static final String DIFFERENCE = "difference";

  int rows() {
    return truth.length;
  }

  double championF1() {
    return confusion(champion, null).macroF1();
  }

  double challengerF1() {
    return confusion(challenger, null).macroF1();
  }

  Confusion confusion(float[][] scores, int @Nullable [] weights) {
    return Confusion.of(task.labels().size(), truth, best(scores), weights);
  }

  /** Rows are truths, columns predictions. */
  List<List<Long>> table(float[][] scores) {
    Confusion confusion = confusion(scores, null);
    int labels = task.labels().size();
    List<List<Long>> table = new ArrayList<>();
    for (int truth = 0; truth < labels; truth++) {
      List<Long> row = new ArrayList<>();
      for (int predicted = 0; predicted < labels; predicted++) {
        row.add(confusion.count(truth, predicted));
      }
      table.add(row);
    }
    return table;
  }

  /** Of the difference of macro-F1, rows drawn in pairs; null if it cannot be computed. */
  @Nullable Interval interval(Bootstrap bootstrap) {
    int labels = task.labels().size();
    int[] one = best(challenger);
    int[] other = best(champion);
    return bootstrap
        .intervals(
            truth.length,
            weights ->
                Map.of(
                    DIFFERENCE,
                    Confusion.of(labels, truth, one, weights).macroF1()
                        - Confusion.of(labels, truth, other, weights).macroF1()))
        .get(DIFFERENCE);
  }

  double calibrationError(float[][] scores) {
    double[] confidence = new double[truth.length];
    boolean[] right = new boolean[truth.length];
    int[] best = best(scores);
    for (int row = 0; row < truth.length; row++) {
      confidence[row] = scores[row][best[row]];
      right[row] = best[row] == truth[row];
    }
    return Reliability.of(confidence, right, Reliability.BINS, null).expectedCalibrationError();
  }

  /** Some of the rows. */
  Compared of(int[] rows) {
    int[] labels = new int[rows.length];
    float[][] old = new float[rows.length][];
    float[][] young = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      labels[i] = truth[rows[i]];
      old[i] = champion[rows[i]];
      young[i] = challenger[rows[i]];
    }
    return new Compared(task, labels, old, young);
  }

  static int[] best(float[][] scores) {
    int[] best = new int[scores.length];
    for (int row = 0; row < scores.length; row++) {
      for (int label = 1; label < scores[row].length; label++) {
        if (scores[row][label] > scores[row][best[row]]) {
          best[row] = label;
        }
      }
    }
    return best;
  }
}
