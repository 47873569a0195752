package dev.weir.retrain.text.export;

/** An exported graph does not say what the trained network says. No package is written. */
public final class ParityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ParityException(String message) {
    super(message);
  }
}
