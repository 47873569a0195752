package dev.weir.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the raw outputs of a head are, and so how they become probabilities. */
public enum TaskKind {
  /** A logit for each label, of which exactly one holds: probabilities sum to 1. */
  SOFTMAX,
  /** A logit for each label, which holds or not on its own. */
  SIGMOID,
  /** One logit, of the second of two labels. */
  BINARY,
  /** One probability, of the second of two labels, as boosted trees with a logistic end give it. */
  PROBABILITY,
  /** A probability for each label, of which exactly one holds. */
  PROBABILITIES;

  /** Columns of the graph's output for a task of so many labels. */
  public int outputs(int labels) {
    return this == BINARY || this == PROBABILITY ? 1 : labels;
  }

  /** The name in {@code weir.json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of a name in {@code weir.json}.
   *
   * @throws IllegalArgumentException naming the known ones, if there is none
   */
  public static TaskKind of(String id) {
    for (TaskKind kind : values()) {
      if (kind.id().equals(id)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "unknown task kind '"
            + id
            + "'; known are "
            + Arrays.stream(values()).map(TaskKind::id).collect(Collectors.joining(", ")));
  }
}
