package dev.weir.engine.error;

/**
 * A model package cannot be used. The message names the package, what was expected, what came and
 * what to do; {@link #problem()} is for programs. Loading it again without a change to its files
 * fails in the same way.
 */
public final class ModelPackageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with a package. */
  public enum Problem {
    /** A file that the package needs is not there. */
    MISSING_FILE,
    /** {@code weir.json}, {@code config.json} or another description cannot be understood. */
    INVALID_DESCRIPTION,
    /** A file is not the one whose SHA-256 {@code weir.json} lists. */
    DIGEST_MISMATCH,
    /** ONNX Runtime does not load or run the graph, for another reason than the next three. */
    UNREADABLE_MODEL,
    /** The model's file ends too early, or is no model at all. */
    TRUNCATED_MODEL,
    /** The model asks for a newer opset than the runtime knows. */
    UNSUPPORTED_OPSET,
    /** A node uses an operator that the runtime does not have. */
    UNSUPPORTED_OPERATOR,
    /** The graph takes an input, or a type of input, that the engine cannot fill. */
    UNSUPPORTED_INPUT,
    /** The package scores rows where texts are scored, or the other way round. */
    WRONG_RECORD_KIND,
    /** A table's columns are not those that the graph takes, or that the caller has. */
    COLUMN_MISMATCH,
    /** The graph has no output of the name that a task asks for, or not of floats. */
    MISSING_OUTPUT,
    /** A task lists another number of labels than its output has columns. */
    LABEL_MISMATCH,
    /** The tokenizer cannot be loaded. */
    UNREADABLE_TOKENIZER,
    /** The tokenizer has ids beyond the model's vocabulary. */
    VOCABULARY_MISMATCH,
    /** The model is not a classifier of single texts. */
    NOT_A_TEXT_CLASSIFIER,
    /** The model's scores of its golden examples are not those of {@code weir.json}. */
    GOLDEN_MISMATCH,
    /** The store holds another package of this name and version. */
    VERSION_EXISTS,
    /** None of the trusted keys signed it. */
    UNTRUSTED,
    /** Loading it would pass the memory that models may take. */
    MEMORY_LIMIT
  }

  private final Problem problem;

  public ModelPackageException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public ModelPackageException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong, for programs. */
  public Problem problem() {
    return problem;
  }
}
