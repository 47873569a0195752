package dev.weir.retrain.dataset.describe;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.TaskLabels;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where the labels of a task stand and what they mean.
 *
 * @param task all its labels, also those that this set does not have
 * @param column of the values
 * @param labels the task's label for each value of the column
 * @param leaveOut values that say nothing about the task, such as {@code unsure}
 */
public record TaskColumn(
    TaskLabels task, String column, Map<String, String> labels, Set<String> leaveOut) {
  public TaskColumn {
    labels = Map.copyOf(labels);
    leaveOut = Set.copyOf(leaveOut);
    for (String label : labels.values()) {
      if (task.index(label) < 0) {
        throw new DatasetException(
            Problem.LABELS_DIFFER,
            "task %s: a value is mapped to '%s', which is none of its labels; map it to one of these or leave it out"
                .formatted(task, label));
      }
    }
    if (labels.isEmpty()) {
      throw new DatasetException(
          Problem.BAD_DESCRIPTION,
          "task " + task + ": labels must say what each value of '" + column + "' means");
    }
  }

  /** A task whose labels are written as they are called. */
  public static TaskColumn verbatim(TaskLabels task, String column) {
    return of(task.task(), column, identity(task.labels()), Set.of());
  }

  /**
   * The labels of a task, by the values of a column. A task that is not one of Weir's has the
   * labels that appear, in alphabetical order.
   */
  public static TaskColumn of(
      String task, String column, Map<String, String> labels, Set<String> leaveOut) {
    TaskLabels known =
        TaskLabels.known(task)
            .orElseGet(() -> new TaskLabels(task, List.copyOf(new TreeSet<>(labels.values()))));
    return new TaskColumn(known, column, labels, leaveOut);
  }

  /** The labels that the set can have, in the order of the task. */
  public List<String> labelsInUse() {
    return task.labels().stream().filter(labels::containsValue).toList();
  }

  private static Map<String, String> identity(List<String> labels) {
    return labels.stream().collect(Collectors.toMap(label -> label, label -> label));
  }
}
