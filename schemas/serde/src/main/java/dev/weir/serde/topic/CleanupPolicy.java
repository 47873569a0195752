package dev.weir.serde.topic;

/** What the broker does with old records of a topic. */
public enum CleanupPolicy {
  /** Drops records older than the retention. */
  DELETE("delete"),
  /** Keeps the last record of every key for ever. */
  COMPACT("compact"),
  /** Keeps the last record of every key, and drops it once older than the retention. */
  COMPACT_AND_DELETE("compact,delete");

  private final String configValue;

  CleanupPolicy(String configValue) {
    this.configValue = configValue;
  }

  /** Value of the topic setting {@code cleanup.policy}. */
  public String configValue() {
    return configValue;
  }
}
