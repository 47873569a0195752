package dev.weir.retrain.dataset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A text and what people said about it. Immutable.
 *
 * @param id of the row in its set
 * @param text as the set has it, not normalised
 * @param split what it serves for
 * @param source name of the set it comes from
 * @param language BCP 47 tag, or null where the set does not say
 * @param labels by task; a task that is absent is masked: the row says nothing about it
 * @param auxiliary other labels by name, such as {@code emotions}, that help to train but are no
 *     task
 * @param slices by name: further groups for which quality is reported apart, such as {@code topic}
 */
public record Example(
    String id,
    String text,
    Split split,
    String source,
    @Nullable String language,
    Map<String, String> labels,
    Map<String, List<String>> auxiliary,
    Map<String, String> slices) {
  public Example {
    labels = Map.copyOf(labels);
    auxiliary = Map.copyOf(auxiliary);
    slices = Map.copyOf(slices);
  }

  /** The label of a task, or null where the row has none. */
  public @Nullable String label(TaskLabels task) {
    return labels.get(task.task());
  }

  /** The same example for another purpose. */
  public Example in(Split other) {
    return other == split
        ? this
        : new Example(id, text, other, source, language, labels, auxiliary, slices);
  }
}
