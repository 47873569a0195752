package dev.weir.retrain.release.monitor;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * Counts of one model over a sliding window, which ends with the last thing seen of that model: the
 * counts of one that no longer answers stay for comparison. Confined to one thread.
 */
final class Tally {

  /** Equal parts of [0, 1] that scores are counted in. */
  static final int BINS = 10;

  private static final int SLOTS = 12;
  private static final long MOST_LATENCY_MILLIS = Duration.ofHours(1).toMillis();

  private final long slotMillis;
  private final TreeMap<Long, Slot> slots = new TreeMap<>();

  /** Counts of a part of the window. */
  static final class Slot {
    long records;
    long acted;
    long labels;
    long agreed;
    final Histogram latencyMillis = new Histogram(1, MOST_LATENCY_MILLIS, 2);
    final Map<String, long[]> scores = new HashMap<>();

    private void add(Slot other) {
      records += other.records;
      acted += other.acted;
      labels += other.labels;
      agreed += other.agreed;
      latencyMillis.add(other.latencyMillis);
      other.scores.forEach(
          (task, counts) -> {
            long[] sum = scores.computeIfAbsent(task, key -> new long[BINS]);
            for (int i = 0; i < BINS; i++) {
              sum[i] += counts[i];
            }
          });
    }
  }

  Tally(Duration window) {
    slotMillis = Math.max(1, window.toMillis() / SLOTS);
  }

  void verdict(Seen.Verdict verdict) {
    Slot slot = slot(verdict.atMillis());
    slot.records++;
    slot.acted += verdict.acted() ? 1 : 0;
    long latency = verdict.atMillis() - verdict.eventMillis();
    slot.latencyMillis.recordValue(Math.max(1, Math.min(MOST_LATENCY_MILLIS, latency)));
    verdict
        .scores()
        .forEach(
            (task, score) ->
                slot.scores.computeIfAbsent(task, key -> new long[BINS])[bin(score)]++);
  }

  void label(long atMillis, boolean agrees) {
    Slot slot = slot(atMillis);
    slot.labels++;
    slot.agreed += agrees ? 1 : 0;
  }

  /** The window's counts. */
  Slot sum() {
    Slot sum = new Slot();
    slots.values().forEach(sum::add);
    return sum;
  }

  private Slot slot(long atMillis) {
    long index = Math.floorDiv(atMillis, slotMillis);
    Slot slot = slots.computeIfAbsent(index, key -> new Slot());
    slots.headMap(slots.lastKey() - SLOTS, true).clear();
    return slot;
  }

  private static int bin(float score) {
    return Math.max(0, Math.min(BINS - 1, (int) (score * BINS)));
  }
}
