package dev.weir.retrain.dataset.read;

import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.describe.AuxiliaryColumn;
import dev.weir.retrain.dataset.describe.Description;
import dev.weir.retrain.dataset.describe.TaskColumn;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes examples of rows, and counts what it leaves out. Confined. */
final class RowMapper {
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

  private final String set;
  private final Description description;
  private long emptyTexts;
  private long leftOut;
  private long unlabelled;
  private @Nullable RawRow firstUnlabelled;

  RowMapper(String set, Description description) {
    this.set = set;
    this.description = description;
  }

  long emptyTexts() {
    return emptyTexts;
  }

  long leftOut() {
    return leftOut;
  }

  /** The example of a row, or null if it is left out. */
  @Nullable Example map(RawRow row, Split split) {
    String text = text(row);
    if (text.isBlank()) {
      emptyTexts++;
      return null;
    }
    Map<String, String> labels = new HashMap<>();
    boolean known = false;
    for (TaskColumn task : description.tasks()) {
      String value = row.cell(task.column());
      @Nullable String label = task.labels().get(value);
      if (label != null) {
        labels.put(task.task().task(), label);
      } else if (task.leaveOut().contains(value)) {
        known = true;
      } else if (!value.isEmpty()) {
        throw unknownLabel(row, task, value);
      }
    }
    Map<String, List<String>> auxiliary = auxiliary(row);
    if (labels.isEmpty() && auxiliary.isEmpty()) {
      if (known) {
        leftOut++;
      } else {
        unlabelled++;
        firstUnlabelled = firstUnlabelled == null ? row : firstUnlabelled;
      }
      return null;
    }
    String id = row.cell(description.idColumn());
    return new Example(
        id.isEmpty() ? split.id() + "-" + row.line() : id,
        text,
        split,
        set,
        language(row),
        labels,
        auxiliary,
        slices(row));
  }

  /** Fails if rows had no label at all; called after the last row. */
  void requireLabels() {
    if (firstUnlabelled != null) {
      throw new DatasetException(
          Problem.MISSING_LABEL,
          "%s: no label in column '%s'; %d rows of %s have none. Fill it, remove the rows, or list the value for «nothing» under leave-out"
              .formatted(
                  firstUnlabelled.place(), description.tasks().get(0).column(), unlabelled, set));
    }
  }

  private String text(RawRow row) {
    String text = row.cell(description.textColumn());
    return description.unicodeEscapes() && text.contains("\\u")
        ? ESCAPE
            .matcher(text)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(match.group(1), 16))))
        : text;
  }

  private Map<String, List<String>> auxiliary(RawRow row) {
    Map<String, List<String>> auxiliary = new HashMap<>();
    for (AuxiliaryColumn column : description.auxiliary()) {
      String cell = row.cell(column.column());
      if (!cell.isEmpty()) {
        auxiliary.put(
            column.name(),
            Arrays.stream(cell.split(Pattern.quote(column.separator())))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList());
      }
    }
    return auxiliary;
  }

  private Map<String, String> slices(RawRow row) {
    Map<String, String> slices = new HashMap<>();
    for (String column : description.slices()) {
      String cell = row.cell(column);
      slices.put(column, cell.isEmpty() ? "none" : cell);
    }
    return slices;
  }

  private @Nullable String language(RawRow row) {
    @Nullable String column = description.languageColumn();
    String cell = column == null ? "" : row.cell(column);
    return cell.isEmpty() ? description.language() : cell;
  }

  private static DatasetException unknownLabel(RawRow row, TaskColumn task, String value) {
    return new DatasetException(
        Problem.UNKNOWN_LABEL,
        "%s: column '%s' has the unknown label '%s' for task %s; known: %s. Correct it, map it, or list it under leave-out"
            .formatted(
                row.place(),
                task.column(),
                value.length() > 40 ? value.substring(0, 40) + "…" : value,
                task.task().task(),
                String.join(", ", new TreeSet<>(task.labels().keySet()))));
  }
}
