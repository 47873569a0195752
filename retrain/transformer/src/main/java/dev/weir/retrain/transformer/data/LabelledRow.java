package dev.weir.retrain.transformer.data;

import dev.weir.engine.pack.Feature;
import java.util.Map;

/**
 * A text and what a model should say of it.
 *
 * @param ids of every sequence that the package's inputs show
 * @param target 1 for each label that holds, 0 for the others, in the order of the task
 */
@SuppressWarnings("ArrayRecordComponent") // made once, compared by nobody
public record LabelledRow(Map<Feature.Sequence, long[]> ids, float[] target) {
  /** Tokens, or ids of the first sequence where tokens are no input. */
  public int length() {
    return ids.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue().length)
        .orElse(0);
  }
}
