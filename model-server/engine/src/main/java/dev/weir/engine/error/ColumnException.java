package dev.weir.engine.error;

/**
 * Columns do not fit: a name is not known, stands twice, or is needed and not there. The message
 * names the column and the nearest known one. A mistake in how rows are made, not in one row.
 */
public final class ColumnException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a column. */
  public enum Problem {
    /** No column has this name. */
    UNKNOWN,
    /** The model needs a column that rows do not have. */
    MISSING,
    /** A name stands twice. */
    REPEATED
  }

  private final Problem problem;

  public ColumnException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /** What is wrong, for programs. */
  public Problem problem() {
    return problem;
  }
}
