package dev.weir.cli;

/**
 * The command was asked for something it does not know: exit code 2, the message lists what it
 * knows.
 */
public final class UsageFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageFailure(String message) {
    super(message);
  }
}
