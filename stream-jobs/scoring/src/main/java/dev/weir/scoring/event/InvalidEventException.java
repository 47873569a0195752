package dev.weir.scoring.event;

/**
 * A readable event that breaks a limit. The message names the field, what was expected and what
 * came, and never holds the user's text. The record goes to the dead letters at stage validate.
 */
public final class InvalidEventException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public InvalidEventException(String message) {
    super(message);
  }
}
