package dev.weir.engine;

/** How the raw outputs of a head become probabilities. */
public enum TaskKind {
  /** Exactly one label holds: the probabilities of a record sum to 1. */
  SOFTMAX,
  /** Each label holds or not on its own: every probability stands for itself. */
  SIGMOID
}
