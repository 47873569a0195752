package dev.weir.simulator.truth;

/** An event as an application would send it, and the truth about it. */
public record Labelled<E, T extends Truth>(E event, T truth) {}
