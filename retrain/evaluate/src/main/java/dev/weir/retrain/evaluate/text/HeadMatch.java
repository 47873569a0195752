package dev.weir.retrain.evaluate.text;

import dev.weir.engine.TaskSpec;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.TaskLabels;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which head of a model answers a task of the data, and how its labels fit. Immutable.
 *
 * <p>The head of the task's name is taken, else the only one that has all labels of the data. A
 * head may know more labels than the data can have (a data set of two classes and a head of three):
 * then those are left out, and the rest is divided by its sum. Where the data has a single label
 * nothing is left out, so that it can still be missed.
 *
 * @param head place of the model's task
 * @param task the labels that are told apart, in the model's order
 * @param columns place of each of them in the model's probabilities
 * @param leftOut labels of the model that the data cannot have
 */
record HeadMatch(int head, TaskLabels task, List<Integer> columns, List<String> leftOut) {
  HeadMatch {
    columns = List.copyOf(columns);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Finds the head.
   *
   * @param inUse labels that the data can have
   * @throws DatasetException naming the labels of both, if none fits
   */
  static HeadMatch of(String model, List<TaskSpec> heads, String task, List<String> inUse) {
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i).name().equals(task) && heads.get(i).labels().containsAll(inUse)) {
        return match(i, heads.get(i), task, inUse);
      }
    }
    List<TaskSpec> fitting =
        heads.stream().filter(head -> head.labels().containsAll(inUse)).toList();
    if (fitting.size() == 1 && heads.stream().noneMatch(head -> head.name().equals(task))) {
      return match(heads.indexOf(fitting.get(0)), fitting.get(0), task, inUse);
    }
    throw new DatasetException(
        Problem.LABELS_DIFFER,
        "task %s: the data has the labels %s, model %s has %s; map the data's values to the model's labels, or take another model"
            .formatted(
                task,
                String.join(", ", inUse),
                model,
                heads.stream()
                    .map(head -> head.name() + " (" + String.join(", ", head.labels()) + ")")
                    .collect(Collectors.joining("; "))));
  }

  private static HeadMatch match(int index, TaskSpec head, String task, List<String> inUse) {
    List<String> kept =
        inUse.size() < 2 ? head.labels() : head.labels().stream().filter(inUse::contains).toList();
    return new HeadMatch(
        index,
        new TaskLabels(task, kept),
        kept.stream().map(head.labels()::indexOf).toList(),
        head.labels().stream().filter(label -> !kept.contains(label)).toList());
  }

  /** The probabilities of the labels that are told apart. */
  float[] probabilities(float[][] byHead) {
    float[] all = byHead[head];
    if (leftOut.isEmpty()) {
      return all;
    }
    float[] kept = new float[columns.size()];
    float sum = 0;
    for (int i = 0; i < kept.length; i++) {
      kept[i] = all[columns.get(i)];
      sum += kept[i];
    }
    for (int i = 0; i < kept.length; i++) {
      kept[i] = sum > 0 ? kept[i] / sum : 1f / kept.length;
    }
    return kept;
  }
}
