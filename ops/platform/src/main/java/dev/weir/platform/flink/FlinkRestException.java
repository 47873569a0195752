package dev.weir.platform.flink;

import org.jspecify.annotations.Nullable;

/** Flink did not answer or refused; the message is one line with the address and the reason. */
public final class FlinkRestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The status of a request that got no answer. */
  public static final int NO_ANSWER = 0;

  private final int status;

  FlinkRestException(String message, int status, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** HTTP status, or {@link #NO_ANSWER}. */
  public int status() {
    return status;
  }
}
