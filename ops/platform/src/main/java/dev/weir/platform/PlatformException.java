package dev.weir.platform;

import org.jspecify.annotations.Nullable;

/**
 * The platform did not start, or ended, for a reason a person can act on. The message is one line
 * that names what is wrong and what to do; print it without the stack trace.
 */
public final class PlatformException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure with its line. */
  public PlatformException(String message) {
    this(message, null);
  }

  /** A failure with its line and what caused it. */
  public PlatformException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
