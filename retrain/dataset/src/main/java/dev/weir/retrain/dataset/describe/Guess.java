package dev.weir.retrain.dataset.describe;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.TaskLabels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a set that nobody described: by its own options, by columns that are called like Weir's
 * tasks, or by the values of a column that is called "label". Immutable.
 *
 * @param textColumn null: {@code text}
 * @param labelColumn null: the one called "label", or one column for each task
 * @param task null: told from the labels
 * @param labels the task's label for each value; empty: the values are the labels
 */
public record Guess(
    @Nullable String textColumn,
    @Nullable String labelColumn,
    @Nullable String task,
    Map<String, String> labels) {
  /** Nothing is said: everything is told from the data. */
  public static final Guess NOTHING = new Guess(null, null, null, Map.of());

  public Guess {
    labels = Map.copyOf(labels);
  }

  /** Whether any option was given. */
  public boolean saysAnything() {
    return textColumn != null || labelColumn != null || task != null || !labels.isEmpty();
  }

  /**
   * The description of a set.
   *
   * @param set its name, for messages
   * @param columns of its rows
   * @param valuesOf the distinct values of a column that are not blank
   * @throws DatasetException if the labels are of no known task and none was named
   */
  public Description describe(
      String set, Collection<String> columns, Function<String, SortedSet<String>> valuesOf) {
    String text = textColumn == null ? Description.TEXT : textColumn;
    String column = labelColumn == null ? Description.LABEL : labelColumn;
    if (task == null && labelColumn == null && labels.isEmpty()) {
      List<TaskColumn> own = new ArrayList<>();
      for (TaskLabels known : TaskLabels.WEIR) {
        if (columns.contains(known.task())) {
          own.add(TaskColumn.verbatim(known, known.task()));
        }
      }
      if (!own.isEmpty()) {
        return Description.of(text, own);
      }
    }
    if (!columns.contains(column)) {
      throw new DatasetException(
          Problem.MISSING_COLUMN,
          "%s: no column '%s' with labels; columns: %s. Name it, or describe the set in %s"
              .formatted(set, column, String.join(", ", columns), DescriptionReader.FILES.get(0)));
    }
    SortedSet<String> values = valuesOf.apply(column);
    if (values.isEmpty()) {
      throw new DatasetException(
          Problem.MISSING_LABEL,
          set + ": column '" + column + "' has no labels; fill it or name another column");
    }
    Map<String, String> meaning = labels.isEmpty() ? identity(values) : labels;
    return Description.of(
        text, List.of(TaskColumn.of(taskOf(set, column, meaning), column, meaning, Set.of())));
  }

  private String taskOf(String set, String column, Map<String, String> meaning) {
    if (task != null) {
      return task;
    }
    for (TaskLabels known : TaskLabels.WEIR) {
      if (known.labels().containsAll(meaning.values())) {
        return known.task();
      }
    }
    throw new DatasetException(
        Problem.UNKNOWN_LABEL,
        "%s: column '%s' has the labels %s, which are those of no task here: %s. Name the task and say what each value means, as options or in %s"
            .formatted(
                set,
                column,
                some(meaning.keySet()),
                String.join("; ", TaskLabels.WEIR.stream().map(TaskLabels::toString).toList()),
                DescriptionReader.FILES.get(0)));
  }

  private static String some(Collection<String> values) {
    int most = 8;
    List<String> sorted = new ArrayList<>(new TreeSet<>(values));
    return sorted.size() <= most
        ? String.join(", ", sorted)
        : String.join(", ", sorted.subList(0, most)) + ", … (" + sorted.size() + " in all)";
  }

  private static Map<String, String> identity(Collection<String> values) {
    Map<String, String> same = new HashMap<>();
    values.forEach(value -> same.put(value, value));
    return same;
  }
}
