package dev.weir.scoring.verdict;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a model keeps the probability of each label, resolved once when the model is opened. */
final class LabelIndex {

  /** Marks a task or label that the model does not have. */
  static final int ABSENT = -1;

  private final ModelIdentity model;
  private final List<TaskSpec> tasks;

  LabelIndex(ModelIdentity model, List<TaskSpec> tasks) {
    this.model = model;
    this.tasks = tasks;
  }

  /** The place of that task, or {@link #ABSENT}. */
  int task(String name) {
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).name().equals(name)) {
        return i;
      }
    }
    return ABSENT;
  }

  /** The place of a label that the task must have. */
  int required(int task, String label) {
    int index = optional(task, label);
    if (index == ABSENT) {
      TaskSpec spec = tasks.get(task);
      throw new ModelPackageException(
          Problem.LABEL_MISMATCH,
          describe(model)
              + ": task '"
              + spec.name()
              + "' has the labels "
              + spec.labels()
              + " and none is '"
              + label
              + "'; rename the labels in weir.json or leave the task out");
    }
    return index;
  }

  /** The place of a label, or {@link #ABSENT}. */
  int optional(int task, String label) {
    return tasks.get(task).labels().indexOf(label);
  }

  /** The model's name and version for messages. */
  static String describe(ModelIdentity model) {
    return "model package " + model;
  }

  /** The probability at that place, 0 for a label that the model does not have. */
  static float at(float[] probabilities, int label) {
    return label == ABSENT ? 0 : probabilities[label];
  }

  /** The probability at that task and label, null where the model has no such task. */
  static @Nullable Float at(float[][] probabilities, int task, int label) {
    return task == ABSENT ? null : probabilities[task][label];
  }
}
