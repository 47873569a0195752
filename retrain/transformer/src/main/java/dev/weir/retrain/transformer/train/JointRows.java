package dev.weir.retrain.transformer.train;

import dev.weir.engine.pack.Feature;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Training rows with a target for each of several tasks, one behind the other. A task that is not
 * taught has what a teacher says; where that is the model before it learns, the task learns to stay
 * as it is (learning without forgetting; Li and Hoiem, 2016). A task that is taught has the row's
 * label, or zeros where it has none: what the model before says of texts that nobody labelled is
 * what the labels are to correct. Stateless.
 */
final class JointRows {
  private JointRows() {}

  /** What a teacher says of rows: a probability for each label of a task, by row. */
  interface Teacher {
    float[][] scores(int task, List<LabelledRow> rows);
  }

  /**
   * The rows.
   *
   * @param tasks of the model, in the order of its logits
   * @param taught places of the tasks that have labels; rows that have labels of other tasks alone
   *     are left out, rows without any label keep what is known of the other tasks
   */
  static List<LabelledRow> of(
      Dataset dataset,
      List<TaskLabels> tasks,
      List<Integer> taught,
      PackageFeatures features,
      Teacher teacher) {
    List<Example> examples = new ArrayList<>();
    List<LabelledRow> plain = new ArrayList<>();
    for (Example example : dataset.in(Split.TRAIN)) {
      boolean wanted =
          example.labels().isEmpty()
              || taught.stream().anyMatch(task -> label(example, tasks.get(task)) != null);
      @Nullable Map<Feature.Sequence, long[]> ids = wanted ? features.ids(example.text()) : null;
      if (ids != null) {
        examples.add(example);
        plain.add(new LabelledRow(ids, new float[0]));
      }
    }
    int width = tasks.stream().mapToInt(task -> task.labels().size()).sum();
    float[][] targets = new float[plain.size()][width];
    int offset = 0;
    for (int task = 0; task < tasks.size(); task++) {
      TaskLabels labels = tasks.get(task);
      if (taught.contains(task)) {
        for (int row = 0; row < targets.length; row++) {
          @Nullable String label = label(examples.get(row), labels);
          if (label != null) {
            targets[row][offset + labels.index(label)] = 1;
          }
        }
      } else {
        float[][] said = teacher.scores(task, plain);
        for (int row = 0; row < said.length; row++) {
          System.arraycopy(said[row], 0, targets[row], offset, said[row].length);
        }
      }
      offset += labels.labels().size();
    }
    List<LabelledRow> rows = new ArrayList<>();
    for (int row = 0; row < targets.length; row++) {
      if (saysSomething(targets[row])) {
        rows.add(new LabelledRow(plain.get(row).ids(), targets[row]));
      }
    }
    return rows;
  }

  private static boolean saysSomething(float[] target) {
    for (float probability : target) {
      if (probability > 0) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable String label(Example example, TaskLabels task) {
    return example.labels().get(task.task());
  }
}
