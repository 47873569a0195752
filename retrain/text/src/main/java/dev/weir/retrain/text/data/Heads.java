package dev.weir.retrain.text.data;

import dev.weir.retrain.dataset.TaskLabels;
import java.util.List;

/** The tasks of a model and where each one's logits stand among all of them. Immutable. */
public record Heads(List<TaskLabels> tasks) {
  public Heads {
    tasks = List.copyOf(tasks);
    if (tasks.isEmpty()) {
      throw new IllegalArgumentException("a model needs at least one task");
    }
  }

  /** Where a task's logits begin. */
  public int offset(int task) {
    int offset = 0;
    for (int i = 0; i < task; i++) {
      offset += tasks.get(i).labels().size();
    }
    return offset;
  }

  /** How many labels a task has. */
  public int width(int task) {
    return tasks.get(task).labels().size();
  }

  /** Logits of all tasks. */
  public int logits() {
    return offset(tasks.size());
  }
}
