package dev.weir.flink.state;

import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Names and their memories in keyed state, which go when event time has passed their expiry, those
 * of names that nobody mentions again too. The key in force is a bucket ({@link Buckets}); one that
 * holds entries has a timer, which sweeps it at most {@value #SWEEPS} times while an entry lives.
 * An entry is gone at the latest one eighth of the retention after its expiry; whoever reads it
 * before that has to judge its age by itself. Confined to the task's thread.
 */
public final class ExpiringMap {

  private static final int SWEEPS = 8;

  private final BucketState names;
  private final TimerService timers;
  private final long period;

  /** When the next sweep of a bucket is due, as far as this subtask has asked for one itself. */
  private final long[] asked = new long[Buckets.COUNT];

  /**
   * @param names state of the operator, under whose key every call reads and writes
   * @param timers the timers of the operator, which calls {@link #sweep} when one fires
   * @param retentionMillis how long an entry usually lives
   */
  ExpiringMap(BucketState names, TimerService timers, long retentionMillis) {
    this.names = names;
    this.timers = timers;
    this.period = Math.max(1, retentionMillis / SWEEPS);
  }

  /**
   * @param bucket the key in force
   */
  byte @Nullable [] get(int bucket, byte[] name) throws Exception {
    return names.get(bucket, name);
  }

  /**
   * @param bucket the key in force
   */
  void put(int bucket, byte[] name, byte[] memory, long expiresAtMillis) throws Exception {
    names.put(bucket, name, memory, expiresAtMillis);
    askForSweep(bucket, expiresAtMillis);
  }

  /** Called before the operator's state is part of a snapshot. */
  void beforeSnapshot() {
    names.beforeSnapshot();
  }

  /** Removes what has expired; called for the key whose timer fired. */
  void sweep(int bucket, long nowMillis) throws Exception {
    asked[bucket] = 0;
    long next = names.sweep(bucket, nowMillis);
    if (next != Long.MAX_VALUE) {
      askForSweep(bucket, next);
    }
  }

  /** One timer for all that expires within a period; each bucket's periods begin elsewhere. */
  private void askForSweep(int bucket, long expiresAt) {
    long phase = period * bucket / Buckets.COUNT;
    long due = (Math.floorDiv(expiresAt - phase, period) + 1) * period + phase;
    if (asked[bucket] == 0 || due < asked[bucket]) {
      timers.registerEventTimeTimer(due);
      asked[bucket] = due;
    }
  }
}
