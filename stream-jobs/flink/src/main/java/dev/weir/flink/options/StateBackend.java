package dev.weir.flink.options;

import java.util.Locale;

/** Where keyed state lives. */
public enum StateBackend {
  /** In the heap of the TaskManagers. */
  HEAP("hashmap"),
  /** On their disks, with a cache in memory. */
  ROCKSDB("rocksdb");

  private final String flinkName;

  StateBackend(String flinkName) {
    this.flinkName = flinkName;
  }

  /** The name in Flink's {@code state.backend.type}. */
  public String flinkName() {
    return flinkName;
  }

  /** The name in the job's options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
