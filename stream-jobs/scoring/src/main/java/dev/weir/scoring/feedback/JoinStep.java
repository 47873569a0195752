package dev.weir.scoring.feedback;

/** What became of a label, for counting. */
public enum JoinStep {
  /** The first of its labeller on that task of the event. */
  TAKEN,
  /** Took the place of an earlier one of its labeller. */
  REPLACED,
  /** Its labeller has decided otherwise since; it changes nothing. */
  OUTDATED,
  /** Said again what is known. */
  REPEATED,
  /** Dated after its record; counts as of the record. */
  DATED_BACK,
  /** The event has as many opinions as are kept; the least trusted, oldest one went. */
  CROWDED,
  /** There is no verdict on its event yet. */
  WAITING,
  /** No verdict on its event came; a dead letter. */
  UNKNOWN_EVENT,
  /** Not enough trust stands behind any label. */
  UNDECIDED,
  /** An example was written. */
  EXAMPLE,
  /** An example was written without its event, which Kafka keeps no longer. */
  EVENT_GONE,
  /** An example was written without its event, whose author or card is erased. */
  ERASED
}
