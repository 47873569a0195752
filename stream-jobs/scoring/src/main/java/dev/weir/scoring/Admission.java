package dev.weir.scoring;

import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;

/**
 * What became of a record at the door.
 *
 * @param <R> what a valid record becomes
 */
public sealed interface Admission<R> {

  /** The record holds a valid event. */
  record Accepted<R>(R request) implements Admission<R> {}

  /**
   * The record is answered already.
   *
   * @param deadLetter its answer
   * @param stage where it failed
   */
  record Refused<R>(OutboundRecord deadLetter, Stage stage) implements Admission<R> {}
}
