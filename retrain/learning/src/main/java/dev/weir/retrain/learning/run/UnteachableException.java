package dev.weir.retrain.learning.run;

/** The champion cannot learn from this data; the message says why and what to do. */
public final class UnteachableException extends Exception {
  private static final long serialVersionUID = 1;

  public UnteachableException(String message, Throwable cause) {
    super(message, cause);
  }

  public UnteachableException(String message) {
    super(message);
  }
}
