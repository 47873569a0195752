package dev.weir.cli.file;

import dev.weir.cli.UsageFailure;
import dev.weir.engine.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A task whose answers are wanted.
 *
 * @param index where its probabilities stand
 */
record AskedTask(int index, String name, List<String> labels) {

  /** Whether the answer is a label and the probability of the second one, as in verdicts. */
  boolean isBinary() {
    return labels.size() == 2;
  }

  /** The likeliest label. */
  String label(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return labels.get(best);
  }

  /**
   * Those of the model's tasks that were asked for, in the model's order.
   *
   * @param asked names; empty for all
   * @throws UsageFailure if the model has no such task; the message lists those it has
   */
  static List<AskedTask> of(List<String> asked, List<TaskSpec> tasks) {
    for (String name : asked) {
      if (tasks.stream().noneMatch(task -> task.name().equals(name))) {
        throw new UsageFailure(
            "--task: the model has no task '%s'; it has: %s"
                .formatted(
                    name, tasks.stream().map(TaskSpec::name).collect(Collectors.joining(", "))));
      }
    }
    List<AskedTask> wanted = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      TaskSpec task = tasks.get(i);
      if (asked.isEmpty() || asked.contains(task.name())) {
        wanted.add(new AskedTask(i, task.name(), task.labels()));
      }
    }
    return wanted;
  }
}
