package dev.weir.streams.failure;

/** The application cannot start or go on; the message is one line that says what to do. */
public final class StartFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartFailure(String message) {
    super(message);
  }
}
