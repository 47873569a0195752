package dev.weir.scoring;

import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;

/** What became of a record at the door. */
public sealed interface Intake {

  /** The record holds a valid event. */
  record Accepted(TextRequest request) implements Intake {}

  /**
   * The record is answered already.
   *
   * @param deadLetter its answer
   * @param stage where it failed
   */
  record Refused(OutboundRecord deadLetter, Stage stage) implements Intake {}
}
