package dev.weir.engine;

import dev.weir.engine.error.ColumnException;
import dev.weir.engine.error.ColumnException.Problem;
import dev.weir.engine.error.NearestName;
import dev.weir.engine.pack.ColumnSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names of the places of a row. Names are looked up once, when code is wired together; from
 * then on a row is an array. Immutable, thread-safe.
 *
 * <pre>{@code
 * Columns columns = Columns.of(List.of("amount", "hour"));
 * int amount = columns.index("amount"); // once
 * float[] row = columns.newRow(); // for each record
 * row[amount] = 12.5f;
 * }</pre>
 */
public final class Columns {
  /** Columns that a message lists. */
  private static final int MOST_NAMES = 12;

  private final List<String> names;
  private final Map<String, Integer> places = new HashMap<>();

  private Columns(List<String> names) {
    this.names = List.copyOf(names);
    for (String name : this.names) {
      if (places.put(name, places.size()) != null) {
        throw new ColumnException(
            Problem.REPEATED, "column '" + name + "' stands twice; name each column once");
      }
    }
  }

  /**
   * Columns in this order.
   *
   * @throws ColumnException if a name stands twice
   */
  public static Columns of(List<String> names) {
    return new Columns(names);
  }

  /** The names in order. */
  public List<String> names() {
    return names;
  }

  /** How many values a row has. */
  public int size() {
    return names.size();
  }

  /**
   * The place of a column in a row.
   *
   * @throws ColumnException naming the nearest known column, if there is none of this name
   */
  public int index(String name) {
    Integer place = places.get(name);
    if (place == null) {
      throw new ColumnException(
          Problem.UNKNOWN,
          "column '"
              + name
              + "' is unknown"
              + NearestName.hint(name, names)
              + " ("
              + known()
              + ")");
    }
    return place;
  }

  private String known() {
    List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
    String more = shown.size() < names.size() ? ", … " + names.size() + " in all" : "";
    return "columns are " + String.join(", ", shown) + more;
  }

  /** A row all of whose values are missing. */
  public float[] newRow() {
    float[] row = new float[names.size()];
    Arrays.fill(row, Float.NaN);
    return row;
  }

  /**
   * A row of named values; a column that is not named is missing. For tools and tests: code that
   * makes many rows looks its places up once.
   *
   * @throws ColumnException if a name is unknown
   */
  public float[] row(Map<String, ? extends Number> values) {
    float[] row = newRow();
    values.forEach((name, value) -> row[index(name)] = value.floatValue());
    return row;
  }

  /**
   * Where each column of a model stands in these rows; -1 for one that is nowhere and may be
   * missing.
   *
   * @throws ColumnException if the model needs one that is nowhere
   */
  public int[] sources(List<ColumnSpec> model) {
    int[] sources = new int[model.size()];
    for (int i = 0; i < sources.length; i++) {
      ColumnSpec column = model.get(i);
      Integer place = places.get(column.name());
      if (place == null && !column.missingAllowed()) {
        throw new ColumnException(
            Problem.MISSING,
            "the model needs the column '"
                + column.name()
                + "', which rows do not have"
                + NearestName.hint(column.name(), names)
                + " ("
                + known()
                + ")");
      }
      sources[i] = place == null ? -1 : place;
    }
    return sources;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Columns columns && names.equals(columns.names);
  }

  @Override
  public int hashCode() {
    return names.hashCode();
  }

  @Override
  public String toString() {
    return names.toString();
  }
}
