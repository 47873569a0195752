package dev.weir.engine;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.pack.ColumnSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows may reach a model. Immutable, thread-safe.
 *
 * <ul>
 *   <li>no row: {@code row-missing};
 *   <li>more or fewer values than columns: {@code row-width};
 *   <li>NaN, which stands for a missing value, in a column that must have one: {@code
 *       value-missing};
 *   <li>an infinite value: {@code value-infinite}.
 * </ul>
 *
 * Columns that the model does not read may hold anything.
 */
final class RowValidator {
  private static final String STAGE = "features";
  private static final Rejected MISSING =
      new Rejected(STAGE, "row-missing", "the record has no row; send one with every record");

  private final int width;
  private final List<ColumnSpec> columns;
  private final int[] sources;
  private final boolean[] mayMiss;

  /**
   * A validator of rows.
   *
   * @param width values of a row
   * @param columns of the model
   * @param sources where each of them stands in a row; -1: nowhere
   */
  RowValidator(int width, List<ColumnSpec> columns, int[] sources) {
    this.width = width;
    this.columns = List.copyOf(columns);
    this.sources = sources.clone();
    this.mayMiss = new boolean[sources.length];
    for (int i = 0; i < mayMiss.length; i++) {
      mayMiss[i] = columns.get(i).missingAllowed();
    }
  }

  /** The rejection of a row, or null if it may be scored. */
  @Nullable Rejected check(float @Nullable [] row) {
    if (row == null) {
      return MISSING;
    }
    if (row.length != width) {
      return new Rejected(
          STAGE,
          "row-width",
          "the row has "
              + row.length
              + " values where "
              + width
              + " columns are expected; make it with the scorer's columns");
    }
    if (allFinite(row)) {
      return null;
    }
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] >= 0) {
        float value = row[sources[i]];
        if (!Float.isFinite(value) && (!mayMiss[i] || !Float.isNaN(value))) {
          return bad(columns.get(i).name(), value);
        }
      }
    }
    return null;
  }

  /** Four sums side by side, as each addition waits for the one before it in its own. */
  private static boolean allFinite(float[] row) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = 0;
    for (; i + 3 < row.length; i += 4) {
      a += 0 * row[i]; // 0, or NaN for what is not finite
      b += 0 * row[i + 1];
      c += 0 * row[i + 2];
      d += 0 * row[i + 3];
    }
    for (; i < row.length; i++) {
      a += 0 * row[i];
    }
    return a + b + c + d == 0;
  }

  private static Rejected bad(String column, float value) {
    return Float.isNaN(value)
        ? new Rejected(
            STAGE,
            "value-missing",
            "column '"
                + column
                + "' has no value (NaN) but must have one; fill it in where the row is made, or"
                + " declare the column with missing: nan")
        : new Rejected(
            STAGE,
            "value-infinite",
            "column '"
                + column
                + "' is infinite; bound the value, or leave it missing, where the row is made");
  }
}
