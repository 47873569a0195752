package dev.weir.retrain.dataset;

/**
 * A data set cannot be used. The message names the file or set, what was expected, what came and
 * what to do; {@link #problem()} is for programs. No message holds a text of the set.
 */
public final class DatasetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a data set. */
  public enum Problem {
    /** No file to read, or a file with no row. */
    NO_DATA,
    /** The description beside the data, or the options in its place, cannot be understood. */
    BAD_DESCRIPTION,
    /** A column that the description names is not there. */
    MISSING_COLUMN,
    /** A row cannot be taken apart. */
    MALFORMED,
    /** A file is not UTF-8. */
    NOT_UTF8,
    /** A row has no label at all. */
    MISSING_LABEL,
    /** A label value that the description does not know. */
    UNKNOWN_LABEL,
    /** The labels are not those of the task, of another set or of the model. */
    LABELS_DIFFER,
    /** All rows carry the same label. */
    ONE_CLASS,
    /** Too few rows of a label. */
    TOO_FEW_ROWS,
    /** The same text stands in more than one split. */
    LEAKY_SPLIT,
    /** A snapshot's rows are not those that its manifest names. */
    SNAPSHOT_CHANGED
  }

  private final Problem problem;

  public DatasetException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public DatasetException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong, for programs. */
  public Problem problem() {
    return problem;
  }
}
