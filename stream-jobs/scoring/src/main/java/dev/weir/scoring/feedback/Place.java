package dev.weir.scoring.feedback;

/** Where a record stands in a topic that is known otherwise. Immutable. */
public record Place(int partition, long offset) {}
