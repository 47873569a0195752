package dev.weir.simulator.truth;

/**
 * What is true of a record that cannot be read.
 *
 * @param eventId the Kafka key of the record, which its dead letter keeps
 * @param damage what was done to it, such as {@code truncated}
 */
public record BrokenTruth(String eventId, String topic, String damage) implements Truth {}
