package dev.weir.scoring.deadletter;

/** Why one record gets no verdict: the stage it failed at and the cause. Immutable. */
public record RecordFailure(Stage stage, Throwable cause) {}
