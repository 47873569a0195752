package dev.weir.cli.record;

/** One row does not fit; the message says where and why, the rest of the file can go on. */
public final class BadRowException extends Exception {

  private static final long serialVersionUID = 1L;

  private final long line;

  public BadRowException(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }

  /** Line of the file, from 1. */
  public long line() {
    return line;
  }
}
