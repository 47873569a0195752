package dev.weir.retrain.release.monitor;

import java.time.Duration;
import java.util.TreeMap;

/**
 * How many records of a stream were answered and how many failed, by time, whichever model was to
 * answer them. Keeps a day and a window. Confined to one thread.
 */
final class StreamCounts {

  private static final long SLOT_MILLIS = Duration.ofSeconds(10).toMillis();

  private final long keptSlots;
  private final TreeMap<Long, long[]> slots = new TreeMap<>(); // answered, failed

  StreamCounts(Duration window) {
    keptSlots = Duration.ofDays(1).plus(window).toMillis() / SLOT_MILLIS;
  }

  /**
   * Sums.
   *
   * @param answered records with a verdict
   * @param failed records that became dead letters after they were read
   */
  record Sum(long answered, long failed) {

    long all() {
      return answered + failed;
    }

    double share() {
      return (double) failed / Math.max(1, all());
    }
  }

  void answered(long atMillis) {
    slot(atMillis)[0]++;
  }

  void failed(long atMillis) {
    slot(atMillis)[1]++;
  }

  /** From that time on and before the other, to ten seconds. */
  Sum between(long fromMillis, long toMillis) {
    long answered = 0;
    long failed = 0;
    for (long[] slot :
        slots
            .subMap(Math.floorDiv(fromMillis, SLOT_MILLIS), Math.floorDiv(toMillis, SLOT_MILLIS))
            .values()) {
      answered += slot[0];
      failed += slot[1];
    }
    return new Sum(answered, failed);
  }

  private long[] slot(long atMillis) {
    long[] slot =
        slots.computeIfAbsent(Math.floorDiv(atMillis, SLOT_MILLIS), missing -> new long[2]);
    slots.headMap(slots.lastKey() - keptSlots).clear();
    return slot;
  }
}
