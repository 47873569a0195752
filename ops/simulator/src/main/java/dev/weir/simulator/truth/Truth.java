package dev.weir.simulator.truth;

/**
 * What is true of one simulated event. It travels beside the event, never inside, and is matched
 * with verdicts by {@link #eventId()}.
 */
public sealed interface Truth permits TextTruth, CardTruth, BrokenTruth {
  /** The event's id; for a broken record, which has none that can be read, its Kafka key. */
  String eventId();

  /** The topic the event belongs to, without prefix. */
  String topic();
}
