package dev.weir.retrain.dataset.describe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a set mean. Immutable.
 *
 * @param licence of the data, as an SPDX expression, or {@code unknown}
 * @param weightsMayShip whether the licence surely lets weights trained on it be given away
 * @param textColumn of the text
 * @param idColumn of the row's id; rows are numbered where it is absent
 * @param splitColumn of the split, for sets in one file; null where files or Weir split
 * @param language of all texts; null where a column or nobody says
 * @param languageColumn of each text's language; null where there is none
 * @param unicodeEscapes whether texts carry {@code \\uXXXX} that stand for characters
 * @param tasks that the set has labels of
 * @param auxiliary further labels
 * @param slices columns for whose values quality is reported apart
 */
public record Description(
    String licence,
    boolean weightsMayShip,
    String textColumn,
    String idColumn,
    @Nullable String splitColumn,
    @Nullable String language,
    @Nullable String languageColumn,
    boolean unicodeEscapes,
    List<TaskColumn> tasks,
    List<AuxiliaryColumn> auxiliary,
    List<String> slices) {
  public static final String UNKNOWN_LICENCE = "unknown";
  public static final String TEXT = "text";
  public static final String ID = "id";
  public static final String LABEL = "label";

  public Description {
    tasks = List.copyOf(tasks);
    auxiliary = List.copyOf(auxiliary);
    slices = List.copyOf(slices);
  }

  /** A set with nothing but texts and labels; a column {@code split} or {@code language} counts. */
  public static Description of(String textColumn, List<TaskColumn> tasks) {
    return new Description(
        UNKNOWN_LICENCE,
        false,
        textColumn,
        ID,
        "split",
        null,
        "language",
        false,
        tasks,
        List.of(),
        List.of());
  }
}
