package dev.weir.retrain.learning.gate;

import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.TaskLabels;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The texts that have a label of a task, with what champion and challenger say of them. Confined to
 * who made it.
 *
 * @param rows the texts
 * @param scores of each, in the same order
 */
record ComparedTexts(List<Example> rows, Compared scores) {

  /**
   * Those of some texts that have a label, and that both models scored.
   *
   * @param old float (texts, labels); no labels where the champion rejected the text
   * @param young float (texts, labels), of the challenger
   */
  static ComparedTexts of(TaskLabels task, List<Example> texts, float[][] old, float[][] young) {
    int[] rows =
        IntStream.range(0, texts.size())
            .filter(i -> texts.get(i).label(task) != null)
            .filter(i -> old[i].length > 0 && young[i].length > 0)
            .toArray();
    int[] truth = new int[texts.size()];
    for (int i : rows) {
      truth[i] = task.index(String.valueOf(texts.get(i).label(task)));
    }
    return new ComparedTexts(
        IntStream.of(rows).mapToObj(texts::get).toList(),
        new Compared(task, truth, old, young).of(rows));
  }

  TaskLabels task() {
    return scores.task();
  }

  /** Of the task. */
  String name() {
    return task().task();
  }
}
