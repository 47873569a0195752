package dev.weir.flink.options;

/** A command line that does not fit; the message says which option, and what it expects. */
public final class UsageException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
