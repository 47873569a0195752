package dev.weir.engine.feature;

/** A text cannot be converted to ids; other texts can. The message does not hold the text. */
public final class FeatureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FeatureException(String message, Throwable cause) {
    super(message, cause);
  }
}
