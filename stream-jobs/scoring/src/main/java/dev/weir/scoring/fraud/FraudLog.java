package dev.weir.scoring.fraud;

import java.io.IOException;
import java.util.Arrays;

/**
 * The payments of one key that are known to be fraud, by the time of the payment, each with the
 * time at which it became known. A question asked at time t sees only what was known by t.
 *
 * <p>An entry is kept for the horizon after it became known. Beyond the capacity the two oldest
 * become one entry, known when the later of both was. Memory: 24 bytes an entry; nothing for a key
 * without fraud. Not thread-safe.
 */
final class FraudLog {
  private final int capacity;
  private final long horizon;
  private int size;
  private long[] times = {};
  private long[] knownAt = {};
  private int[] counts = {};
  private float[] ratios = {};

  FraudLog(int capacity, long horizon) {
    this.capacity = capacity;
    this.horizon = horizon;
  }

  /**
   * Adds a payment that was found to be fraud.
   *
   * @param time of the payment
   * @param known when it was found out
   * @param ratio amount against the card's habit, NaN if unknown
   */
  void add(long time, long known, float ratio) {
    prune(known - horizon);
    if (size == capacity) {
      counts[1] += counts[0];
      knownAt[1] = Math.max(knownAt[0], knownAt[1]);
      ratios[1] = Float.NaN;
      remove(0);
    }
    if (size == times.length) {
      int length = Math.min(capacity, Math.max(4, size * 2));
      times = Arrays.copyOf(times, length);
      knownAt = Arrays.copyOf(knownAt, length);
      counts = Arrays.copyOf(counts, length);
      ratios = Arrays.copyOf(ratios, length);
    }
    int at = size;
    while (at > 0 && times[at - 1] > time) {
      times[at] = times[at - 1];
      knownAt[at] = knownAt[at - 1];
      counts[at] = counts[at - 1];
      ratios[at] = ratios[at - 1];
      at--;
    }
    size++;
    times[at] = time;
    knownAt[at] = known;
    counts[at] = 1;
    ratios[at] = ratio;
  }

  /** Takes one payment back that was wrongly called fraud; nothing happens if it is not there. */
  void takeBack(long time) {
    for (int i = size - 1; i >= 0 && times[i] >= time; i--) {
      if (times[i] == time) {
        if (--counts[i] == 0) {
          remove(i);
        }
        return;
      }
    }
  }

  int size() {
    return size;
  }

  long time(int entry) {
    return times[entry];
  }

  int count(int entry) {
    return counts[entry];
  }

  long knownAt(int entry) {
    return knownAt[entry];
  }

  float ratio(int entry) {
    return ratios[entry];
  }

  /** Whether, at {@code now}, the payment had been made and was known to be fraud. */
  boolean isKnown(int entry, long now) {
    return knownAt[entry] <= now && times[entry] <= now;
  }

  private void prune(long upTo) {
    for (int i = size - 1; i >= 0; i--) {
      if (knownAt[i] <= upTo) {
        remove(i);
      }
    }
  }

  private void remove(int entry) {
    int after = size - entry - 1;
    System.arraycopy(times, entry + 1, times, entry, after);
    System.arraycopy(knownAt, entry + 1, knownAt, entry, after);
    System.arraycopy(counts, entry + 1, counts, entry, after);
    System.arraycopy(ratios, entry + 1, ratios, entry, after);
    size--;
  }

  /**
   * Writes size, then per entry: time since the one before, delay of the knowledge, count, ratio.
   */
  void write(HistoryOut out) {
    out.writeZigzag(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      out.writeZigzag(times[i] - before);
      out.writeZigzag(knownAt[i] - times[i]);
      out.writeZigzag(counts[i]);
      out.writeFloat(ratios[i]);
      before = times[i];
    }
  }

  /** Reads what {@link #write} wrote into this empty log. */
  void read(HistoryIn in) throws IOException {
    int entries = Math.toIntExact(in.readZigzag());
    if (entries < 0 || entries > capacity) {
      throw new IOException(
          "history: %d frauds, but the log holds 0 to %d; the bytes are not of this layout"
              .formatted(entries, capacity));
    }
    times = new long[entries];
    knownAt = new long[entries];
    counts = new int[entries];
    ratios = new float[entries];
    long time = 0;
    for (int i = 0; i < entries; i++) {
      time += in.readZigzag();
      times[i] = time;
      knownAt[i] = time + in.readZigzag();
      counts[i] = Math.toIntExact(in.readZigzag());
      ratios[i] = in.readFloat();
    }
    size = entries;
  }
}
