package dev.weir.retrain.learning.run;

/** How far a run is. Each state is written down when its work is done, never before. */
public enum RunState {
  /** Begun; nothing is decided. */
  BEGUN,
  /** The data is fixed. */
  SNAPSHOT,
  /** The challenger is written. */
  TRAINED,
  /** All gates were measured. */
  GATED,
  /** Passed, in the store, announced unless somebody is to do that by hand. */
  RELEASED,
  /** A gate does not hold. */
  REJECTED,
  /** There was not enough to learn from. */
  NOTHING_TO_LEARN,
  /** Given up: another model took the champion's place, or the data cannot teach it. */
  ABANDONED;

  /** Whether nothing more will happen. */
  public boolean isFinal() {
    return switch (this) {
      case BEGUN, SNAPSHOT, TRAINED, GATED -> false;
      case RELEASED, REJECTED, NOTHING_TO_LEARN, ABANDONED -> true;
    };
  }
}
