package dev.weir.retrain.text.train;

import dev.weir.retrain.evaluate.metric.Confusion;
import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.data.TrainingText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures that epochs are compared by: macro-F1 of each task on each data set. */
final class Quality {
  private static final double FULL_ROWS = 1000;

  private Quality() {}

  /** By task and data set, such as {@code spam/sms}; sets without labels of a task are absent. */
  static Map<String, Double> macroF1(
      Heads heads, List<String> sets, float[][] logits, float[] bias, List<TrainingText> texts) {
    Map<String, Double> result = new LinkedHashMap<>();
    for (int task = 0; task < heads.tasks().size(); task++) {
      for (int set = 0; set < sets.size(); set++) {
        int column = task;
        int source = set;
        int[] rows =
            java.util.stream.IntStream.range(0, texts.size())
                .filter(row -> texts.get(row).set() == source)
                .filter(row -> texts.get(row).labels()[column] != TrainingText.UNKNOWN)
                .toArray();
        if (rows.length > 0) {
          int[] truth = new int[rows.length];
          int[] guessed = new int[rows.length];
          for (int i = 0; i < rows.length; i++) {
            truth[i] = texts.get(rows[i]).labels()[task];
            guessed[i] = best(logits[rows[i]], bias, heads.offset(task), heads.width(task));
          }
          result.put(
              heads.tasks().get(task).task() + "/" + sets.get(set),
              Confusion.of(heads.width(task), truth, guessed, null).macroF1());
        }
      }
    }
    return result;
  }

  /**
   * The mean of such figures. A set with fewer than {@value #FULL_ROWS} rows of a task counts as
   * much less: what a hundred rows say is mostly chance.
   */
  static double mean(
      Heads heads, List<String> sets, Map<String, Double> figures, List<TrainingText> texts) {
    double sum = 0;
    double total = 0;
    for (int task = 0; task < heads.tasks().size(); task++) {
      for (int set = 0; set < sets.size(); set++) {
        int column = task;
        int source = set;
        Double figure = figures.get(heads.tasks().get(task).task() + "/" + sets.get(set));
        long rows =
            texts.stream()
                .filter(text -> text.set() == source)
                .filter(text -> text.labels()[column] != TrainingText.UNKNOWN)
                .count();
        if (figure != null) {
          double weight = Math.min(1, rows / FULL_ROWS);
          sum += weight * figure;
          total += weight;
        }
      }
    }
    return total == 0 ? 0 : sum / total;
  }

  private static int best(float[] logits, float[] bias, int offset, int width) {
    int best = 0;
    for (int label = 1; label < width; label++) {
      if (logits[offset + label] + bias[offset + label]
          > logits[offset + best] + bias[offset + best]) {
        best = label;
      }
    }
    return best;
  }
}
