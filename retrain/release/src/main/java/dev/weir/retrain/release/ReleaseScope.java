package dev.weir.retrain.release;

import dev.weir.schemas.Task;
import dev.weir.scoring.control.ReleaseLedger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/**
 * What is released together. A text verdict is made by one package for all its tasks, so these
 * share one ledger; see {@link ReleaseLedger}.
 */
public enum ReleaseScope {
  TEXT,
  FRAUD;

  /** The task that steps are published under: one key, so that the last record has them all. */
  public Task key() {
    return this == TEXT ? Task.SENTIMENT : Task.FRAUD;
  }

  /** The tasks; records of each of them are read, as others may publish under any. */
  public Set<Task> tasks() {
    return this == TEXT ? Set.of(Task.SENTIMENT, Task.SPAM, Task.ABUSE) : Set.of(Task.FRAUD);
  }

  /** A ledger without a release. */
  public ReleaseLedger empty() {
    return this == TEXT ? ReleaseLedger.TEXT : ReleaseLedger.FRAUD;
  }

  /** {@code text} or {@code fraud}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The scope of a package by the names of its tasks.
   *
   * @throws IllegalArgumentException if no scoring job answers one of them
   */
  public static ReleaseScope ofTasks(Collection<String> taskNames) {
    for (ReleaseScope scope : values()) {
      if (scope.tasks().stream().anyMatch(task -> taskNames.contains(lower(task)))) {
        return scope;
      }
    }
    throw new IllegalArgumentException(
        "tasks "
            + taskNames
            + " are answered by no scoring job, which know "
            + Arrays.stream(values())
                .flatMap(scope -> scope.tasks().stream())
                .map(ReleaseScope::lower)
                .sorted()
                .toList());
  }

  private static String lower(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }
}
