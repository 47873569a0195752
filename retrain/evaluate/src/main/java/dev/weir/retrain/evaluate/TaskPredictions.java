package dev.weir.retrain.evaluate;

import dev.weir.retrain.dataset.TaskLabels;
import java.util.List;
import java.util.Map;

/**
 * What a model said about the rows that carry a label of a task. Confined to who made it: the
 * arrays are not copied and must not be changed.
 *
 * @param task the labels that are told apart
 * @param truth the label of each row, an index into them
 * @param probabilities float (rows, labels)
 * @param slices by name, the group of each row, such as {@code language}: {@code en}
 * @param leftOut labels of the model that the data cannot have: their probability was taken away
 *     and the rest divided by its sum
 */
@SuppressWarnings("ArrayRecordComponent") // made once for each task; nobody compares them
public record TaskPredictions(
    TaskLabels task,
    int[] truth,
    float[][] probabilities,
    Map<String, String[]> slices,
    List<String> leftOut) {
  public TaskPredictions {
    slices = Map.copyOf(slices);
    leftOut = List.copyOf(leftOut);
    if (truth.length != probabilities.length) {
      throw new IllegalArgumentException(
          "task %s: %d labels, but %d rows of probabilities"
              .formatted(task.task(), truth.length, probabilities.length));
    }
    slices.forEach(
        (name, groups) -> {
          if (groups.length != truth.length) {
            throw new IllegalArgumentException(
                "task %s: slice %s has %d rows, expected %d"
                    .formatted(task.task(), name, groups.length, truth.length));
          }
        });
  }

  /** How many rows there are. */
  public int size() {
    return truth.length;
  }
}
