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
 * Training rows with a target for each of several tasks, one behind the other: the label where
 * there is one, else what a teacher says. Where that is the model before it learns, a task without
 * labels learns to stay as it is (learning without forgetting; Li and Hoiem, 2016). Stateless.
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
   *     are left out, rows without any label are all the teacher's: they keep what is known
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
      List<Integer> unknown = new ArrayList<>();
      for (int row = 0; row < targets.length; row++) {
        @Nullable String label = label(examples.get(row), labels);
        if (label != null && taught.contains(task)) {
          targets[row][offset + labels.index(label)] = 1;
        } else {
          unknown.add(row);
        }
      }
      float[][] said = teacher.scores(task, unknown.stream().map(plain::get).toList());
      for (int i = 0; i < said.length; i++) {
        System.arraycopy(said[i], 0, targets[unknown.get(i)], offset, said[i].length);
      }
      offset += labels.labels().size();
    }
    List<LabelledRow> rows = new ArrayList<>();
    for (int row = 0; row < targets.length; row++) {
      rows.add(new LabelledRow(plain.get(row).ids(), targets[row]));
    }
    return rows;
  }

  private static @Nullable String label(Example example, TaskLabels task) {
    return example.labels().get(task.task());
  }
}
