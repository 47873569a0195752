package dev.weir.retrain.feedback;

import dev.weir.schemas.LabelledExample;
import java.util.List;

/**
 * What a guard let through. Immutable but for the examples, which are the caller's.
 *
 * @param examples of the training set: with the labels that hold, without the tasks that were
 *     dropped; none without a label
 * @param report whose labels came and what became of them
 */
public record Guarded(List<LabelledExample> examples, GuardReport report) {
  public Guarded {
    examples = List.copyOf(examples);
  }
}
