package dev.weir.flink.state;

import java.util.Iterator;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * A map in keyed state whose entries go when event time has passed their expiry, those of names
 * that nobody mentions again too. The key in force is a bucket ({@link Buckets}); a bucket that
 * holds entries has a timer, which sweeps it at most {@value #SWEEPS} times while an entry lives.
 * An entry is gone at the latest one eighth of the retention after its expiry; whoever reads it
 * before that has to judge its age by itself. Confined to the task's thread.
 *
 * @param <K> a name
 * @param <V> what is kept of it; immutable
 */
public final class ExpiringMap<K, V> {

  private static final int SWEEPS = 8;

  private final MapState<K, V> entries;
  private final TimerService timers;
  private final ToLongFunction<V> expiry;
  private final long period;

  /** When the next sweep of a bucket is due, as far as this subtask has asked for one itself. */
  private final long[] asked = new long[Buckets.COUNT];

  /**
   * @param entries state of the operator, under whose key every call reads and writes
   * @param timers the timers of the operator, which calls {@link #sweep} when one fires
   * @param retentionMillis how long an entry usually lives
   * @param expiry event time in milliseconds from which on an entry is not needed
   */
  public ExpiringMap(
      MapState<K, V> entries, TimerService timers, long retentionMillis, ToLongFunction<V> expiry) {
    this.entries = entries;
    this.timers = timers;
    this.period = Math.max(1, retentionMillis / SWEEPS);
    this.expiry = expiry;
  }

  public @Nullable V get(K name) throws Exception {
    return entries.get(name);
  }

  /**
   * @param bucket the key in force
   */
  public void put(int bucket, K name, V value) throws Exception {
    entries.put(name, value);
    askForSweep(bucket, expiry.applyAsLong(value));
  }

  /** Removes what has expired; called for the key whose timer fired. */
  public void sweep(int bucket, long nowMillis) throws Exception {
    asked[bucket] = 0;
    long next = Long.MAX_VALUE;
    for (Iterator<Map.Entry<K, V>> all = entries.iterator(); all.hasNext(); ) {
      long expiresAt = expiry.applyAsLong(all.next().getValue());
      if (expiresAt <= nowMillis) {
        all.remove();
      } else {
        next = Math.min(next, expiresAt);
      }
    }
    if (next == Long.MAX_VALUE) {
      entries.clear();
    } else {
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
