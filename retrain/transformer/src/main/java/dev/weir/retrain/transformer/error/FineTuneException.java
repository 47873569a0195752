package dev.weir.retrain.transformer.error;

/**
 * A model cannot be fine-tuned. The message names the model or file, what was expected, what came
 * and what to do; {@link #problem()} is for programs. Nothing was written.
 */
public final class FineTuneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Problem {
    /** A file that is needed is not there. */
    MISSING_FILE,
    /** A weights file ends early, or its header and its length do not agree. */
    DAMAGED_WEIGHTS,
    /** A parameter that the architecture needs is not among the weights. */
    MISSING_PARAMETER,
    /** A parameter has another shape than the configuration says. */
    WRONG_SHAPE,
    /** The architecture, or a setting of it, is not one that can be trained here. */
    UNSUPPORTED_MODEL,
    /** The graph's initializers cannot be told to belong to the named parameters. */
    UNMATCHED_GRAPH,
    /** The graph does not compute what the weights say. */
    NO_PARITY,
    /** The data does not fit the model. */
    UNSUITABLE_DATA,
    /** The loss is no number any more. */
    DIVERGED
  }

  private final Problem problem;

  public FineTuneException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public FineTuneException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What stands in the way, for programs. */
  public Problem problem() {
    return problem;
  }
}
