package dev.weir.retrain.release;

/**
 * A release, or the store that it needs, cannot be had. The message names what was asked, what is
 * there instead and what to do; {@link #problem()} is for programs.
 */
public final class ReleaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Problem {
    /** Another writer released at the same moment, and the two do not know of each other. */
    CONFLICT,
    /** The model has that stage already. */
    ALREADY_SO,
    /** The step would take the live model out of service by the way. */
    WOULD_DISPLACE,
    /** Nothing is released that could be taken back. */
    NOTHING_TO_ROLL_BACK,
    /** The package cannot be used, and so is not released. */
    UNSOUND_PACKAGE,
    /** No package of that name and version. */
    UNKNOWN_MODEL,
    /** Broker or registry do not answer. */
    BROKER_AWAY,
    /** The store does not answer, or refuses. */
    STORE_AWAY,
    /** The release policy cannot be understood. */
    INVALID_POLICY
  }

  private final Problem problem;

  public ReleaseException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public ReleaseException(Problem problem, String message, Throwable cause) {
    super(message, cause);
    this.problem = problem;
  }

  /** What is wrong, for programs. */
  public Problem problem() {
    return problem;
  }
}
