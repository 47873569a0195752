package dev.weir.scoring.alert;

import dev.weir.schemas.FraudAlert;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction or a label came to. Immutable.
 *
 * @param memory from now on
 * @param alert to be written, null if there is none
 */
public record AlertStep(AlertMemory memory, Kind kind, @Nullable FraudAlert alert) {

  /** Kinds of steps, for counters. */
  public enum Kind {
    /** A new case. */
    RAISED,
    /** A case became graver and is written again under its id. */
    UPDATED,
    /** Joined the open case without changing its alert. */
    SUPPRESSED,
    /** The card is quiet, and this is no graver than what was called genuine. */
    QUIET,
    /** A label closed the case; the card is quiet for a time. */
    CLOSED,
    /** Nothing changed: a repeat, or a label of a transaction that is in no case. */
    IGNORED
  }

  static AlertStep of(AlertMemory memory, Kind kind) {
    return new AlertStep(memory, kind, null);
  }
}
