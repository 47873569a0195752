package dev.weir.flink.state;

import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Names and their memories in keyed state, which go when event time has passed their expiry, those
 * of names that nobody mentions again too. The key in force is a bucket ({@link Buckets}), its map
 * one of pages; a bucket that holds entries has a timer, which sweeps it at most {@value #SWEEPS}
 * times while an entry lives. An entry is gone at the latest one eighth of the retention after its
 * expiry; whoever reads it before that has to judge its age by itself. Confined to the task's
 * thread.
 */
public final class ExpiringMap {

  private static final int SWEEPS = 8;

  private final MapState<Integer, Page> pages;
  private final Paging paging;
  private final TimerService timers;
  private final long period;

  /** When the next sweep of a bucket is due, as far as this subtask has asked for one itself. */
  private final long[] asked = new long[Buckets.COUNT];

  /**
   * @param pages state of the operator, under whose key every call reads and writes
   * @param paging which page is a name's
   * @param timers the timers of the operator, which calls {@link #sweep} when one fires
   * @param retentionMillis how long an entry usually lives
   */
  ExpiringMap(
      MapState<Integer, Page> pages, Paging paging, TimerService timers, long retentionMillis) {
    this.pages = pages;
    this.paging = paging;
    this.timers = timers;
    this.period = Math.max(1, retentionMillis / SWEEPS);
  }

  byte @Nullable [] get(byte[] name) throws Exception {
    Page page = pages.get(paging.pageOf(name));
    return page == null ? null : page.find(name);
  }

  /**
   * @param bucket the key in force
   */
  void put(int bucket, byte[] name, byte[] memory, long expiresAtMillis) throws Exception {
    int number = paging.pageOf(name);
    Page page = pages.get(number);
    pages.put(number, (page == null ? Page.EMPTY : page).with(name, memory, expiresAtMillis));
    askForSweep(bucket, expiresAtMillis);
  }

  /** Removes what has expired; called for the key whose timer fired. */
  void sweep(int bucket, long nowMillis) throws Exception {
    asked[bucket] = 0;
    long next = Long.MAX_VALUE;
    for (Iterator<Map.Entry<Integer, Page>> all = pages.iterator(); all.hasNext(); ) {
      Map.Entry<Integer, Page> entry = all.next();
      Page page = entry.getValue();
      Page living = page.livingAt(nowMillis);
      if (living.isEmpty()) {
        all.remove();
      } else if (living != page) {
        entry.setValue(living);
      }
      next = Math.min(next, living.earliestExpiry());
    }
    if (next == Long.MAX_VALUE) {
      pages.clear();
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
