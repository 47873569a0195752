package dev.weir.retrain.dataset;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A classification task and its labels in the order of a model's output. In a task of two labels
 * the second one is what is looked for: {@code spam}, {@code abusive}.
 */
public record TaskLabels(String task, List<String> labels) {
  public static final TaskLabels SENTIMENT =
      new TaskLabels("sentiment", List.of("negative", "neutral", "positive"));
  public static final TaskLabels SPAM = new TaskLabels("spam", List.of("ham", "spam"));
  public static final TaskLabels ABUSE = new TaskLabels("abuse", List.of("clean", "abusive"));

  /** The tasks that every shipped text model has. */
  public static final List<TaskLabels> WEIR = List.of(SENTIMENT, SPAM, ABUSE);

  public TaskLabels {
    labels = List.copyOf(labels);
    if (task.isBlank()) {
      throw new IllegalArgumentException("a task needs a name");
    }
    if (labels.isEmpty() || new HashSet<>(labels).size() != labels.size()) {
      throw new IllegalArgumentException(
          "task " + task + " needs distinct labels, at least one; got " + labels);
    }
  }

  /** Weir's own task of that name. */
  public static Optional<TaskLabels> known(String task) {
    return WEIR.stream().filter(known -> known.task().equals(task)).findFirst();
  }

  /** Weir's own tasks first, in the order that it names them, and others behind them. */
  public static List<TaskLabels> inOrder(List<TaskLabels> tasks) {
    return tasks.stream().sorted(Comparator.comparingInt(TaskLabels::place)).toList();
  }

  private int place() {
    int place = WEIR.indexOf(this);
    return place < 0 ? WEIR.size() : place;
  }

  /** The place of a label, or -1. */
  public int index(String label) {
    return labels.indexOf(label);
  }

  /** {@code spam (ham, spam)}, as messages name it. */
  @Override
  public String toString() {
    return task + " (" + String.join(", ", labels) + ")";
  }
}
