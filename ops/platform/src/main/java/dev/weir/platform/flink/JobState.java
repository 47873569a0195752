package dev.weir.platform.flink;

/** States of a job, by Flink's names. */
public enum JobState {
  INITIALIZING,
  CREATED,
  RUNNING,
  RESTARTING,
  SUSPENDED,
  RECONCILING,
  CANCELLING,
  FAILING,
  CANCELED,
  FAILED,
  FINISHED,
  /** A state that this version does not know. */
  UNKNOWN;

  /** The state of that name. */
  static JobState of(String name) {
    for (JobState state : values()) {
      if (state.name().equals(name)) {
        return state;
      }
    }
    return UNKNOWN;
  }

  /** Whether nothing follows this state. */
  public boolean isEnd() {
    return this == CANCELED || this == FAILED || this == FINISHED;
  }
}
