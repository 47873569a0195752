package dev.weir.engine;

import java.util.HashSet;
import java.util.List;

/**
 * One task of a model: its name and what each place of its probabilities means.
 *
 * @param name such as {@code sentiment}, {@code spam} or {@code abuse}
 * @param labels the label of each probability, in order
 * @param kind how the probabilities relate to each other
 */
public record TaskSpec(String name, List<String> labels, TaskKind kind) {
  public TaskSpec {
    labels = List.copyOf(labels);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a task needs a name");
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("task " + name + " needs at least one label");
    }
    if (kind.outputs(2) == 1 && labels.size() != 2) {
      throw new IllegalArgumentException(
          "task " + name + " of kind " + kind.id() + " needs two labels, not " + labels);
    }
    if (new HashSet<>(labels).size() != labels.size()) {
      throw new IllegalArgumentException("task " + name + " repeats a label: " + labels);
    }
  }
}
