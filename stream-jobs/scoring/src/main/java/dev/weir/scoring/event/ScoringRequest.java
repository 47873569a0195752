package dev.weir.scoring.event;

import dev.weir.scoring.record.RawRecord;

/** A record that was decoded and found valid, whatever it is about. */
public interface ScoringRequest {

  /** The record as it came. */
  RawRecord origin();

  /** Id of its event, unique, chosen by the producer. */
  String eventId();
}
