package dev.weir.retrain.dataset;

import dev.weir.retrain.dataset.DatasetException.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Labelled texts of one or more sets. Immutable.
 *
 * @param name of the set, or of all of them
 * @param tasks that at least one row has a label of, with all their labels
 * @param sources the examples come from
 * @param examples of all splits that were asked for
 * @param madeSplits whether splits were drawn here rather than given
 * @param leaks what stood more than once
 */
public record Dataset(
    String name,
    List<TaskLabels> tasks,
    List<DataSource> sources,
    List<Example> examples,
    boolean madeSplits,
    LeakReport leaks) {
  public Dataset {
    tasks = List.copyOf(tasks);
    sources = List.copyOf(sources);
    examples = List.copyOf(examples);
  }

  /** The examples of a split, in their order. */
  public List<Example> in(Split split) {
    return examples.stream().filter(example -> example.split() == split).toList();
  }

  /** The task of that name, if the data has labels of it. */
  public Optional<TaskLabels> task(String name) {
    return tasks.stream().filter(task -> task.task().equals(name)).findFirst();
  }

  /** The labels of a task that the sets can have by their descriptions, in the task's order. */
  public List<String> labelsInUse(TaskLabels task) {
    return task.labels().stream()
        .filter(
            label ->
                sources.stream()
                    .anyMatch(
                        source ->
                            source.labels().getOrDefault(task.task(), List.of()).contains(label)))
        .toList();
  }

  /** How many rows of a split carry each label of a task; labels without a row have 0. */
  public Map<String, Long> counts(Split split, TaskLabels task) {
    Map<String, Long> counts = new LinkedHashMap<>();
    task.labels().forEach(label -> counts.put(label, 0L));
    for (Example example : examples) {
      String label = example.label(task);
      if (example.split() == split && label != null) {
        counts.merge(label, 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * Checks that a task can be learned and chosen on.
   *
   * @param leastRows of each label in training; a fifth of it in validation
   * @throws DatasetException if a split has one class only, or too few rows of a label
   */
  public void requireTrainable(TaskLabels task, int leastRows) {
    require(task, Split.TRAIN, leastRows);
    require(task, Split.VALID, Math.max(1, leastRows / 5));
  }

  private void require(TaskLabels task, Split split, int least) {
    Map<String, Long> counts = counts(split, task);
    List<String> present =
        task.labels().stream().filter(label -> counts.getOrDefault(label, 0L) > 0).toList();
    if (present.size() == 1) {
      throw new DatasetException(
          Problem.ONE_CLASS,
          "%s: all %d rows of task %s in the %s split are '%s'; a classifier needs rows of %s"
              .formatted(
                  name,
                  counts.get(present.get(0)),
                  task.task(),
                  split.id(),
                  present.get(0),
                  String.join(
                      " and ",
                      task.labels().stream().filter(label -> !present.contains(label)).toList())));
    }
    counts.forEach(
        (label, rows) -> {
          if (rows < least) {
            throw new DatasetException(
                Problem.TOO_FEW_ROWS,
                "%s: %d rows of task %s in the %s split are '%s', %d are needed; add %d"
                    .formatted(name, rows, task.task(), split.id(), label, least, least - rows));
          }
        });
  }

  /**
   * Checks that a model can learn or be judged by this data.
   *
   * @param model as messages name it
   * @param labels of the model's head, in any order
   * @throws DatasetException naming both label sets, if the task's labels are others
   */
  public static void requireSameLabels(TaskLabels task, String model, List<String> labels) {
    if (!Set.copyOf(labels).equals(Set.copyOf(task.labels()))) {
      throw new DatasetException(
          Problem.LABELS_DIFFER,
          "task %s: the data has the labels %s, %s has %s; map the data's values to the model's labels"
              .formatted(
                  task.task(), String.join(", ", task.labels()), model, String.join(", ", labels)));
    }
  }
}
