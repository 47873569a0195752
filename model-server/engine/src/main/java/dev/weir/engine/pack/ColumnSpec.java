package dev.weir.engine.pack;

/**
 * A column of a table model's input.
 *
 * @param name what callers know it by
 * @param missingAllowed whether a record may lack its value, which the graph then sees as NaN
 */
public record ColumnSpec(String name, boolean missingAllowed) {
  public ColumnSpec {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a column needs a name");
    }
  }

  /** A column whose value every record must have. */
  public static ColumnSpec required(String name) {
    return new ColumnSpec(name, false);
  }

  /** A column whose value may be missing. */
  public static ColumnSpec optional(String name) {
    return new ColumnSpec(name, true);
  }
}
