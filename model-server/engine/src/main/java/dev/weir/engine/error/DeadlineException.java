package dev.weir.engine.error;

import java.time.Duration;

/** A record's deadline lies before the call that brings it. */
public final class DeadlineException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public DeadlineException(Duration within) {
    super(
        "a deadline must lie ahead, but this one is "
            + within
            + " away; count it from the call, and drop records that come too late");
  }
}
