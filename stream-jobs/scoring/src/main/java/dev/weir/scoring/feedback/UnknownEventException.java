package dev.weir.scoring.feedback;

/** A label waited for a verdict on its event and none came. */
public final class UnknownEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownEventException(String message) {
    super(message);
  }
}
