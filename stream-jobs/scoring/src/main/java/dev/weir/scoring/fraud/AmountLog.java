package dev.weir.scoring.fraud;

import java.io.IOException;
import java.util.Arrays;

/**
 * The recent payments of one key in the order of event time, in bounded memory.
 *
 * <p>While a key has at most {@code capacity} payments within the horizon, each is an entry of its
 * own and every window is exact. Beyond that, two neighbours become one entry: those whose distance
 * in time is smallest against their age. Such an entry counts at the time of its younger payment,
 * so counts and sums stay complete, and only the moment at which its older payments leave a window
 * is late. With 192 entries over 31 days neighbours are merged as soon as they are closer than
 * about a tenth of their age; what a window reports is then off by at most the payments of the one
 * entry at its edge. (After the exponential histograms of Datar, Gionis, Indyk and Motwani, 2002.)
 *
 * <p>Memory: 28 bytes an entry, arrays grow by doubling up to the capacity. Not thread-safe.
 */
final class AmountLog {
  private static final int FIRST_ENTRIES = 8;

  private final int capacity;
  private final long horizon;
  private int size;
  private long[] times = new long[FIRST_ENTRIES];
  private long[] sums = new long[FIRST_ENTRIES];
  private int[] counts = new int[FIRST_ENTRIES];
  private int[] parties = new int[FIRST_ENTRIES];
  private float[] ratios = new float[FIRST_ENTRIES];

  /**
   * @param capacity entries at most, 2 or more
   * @param horizon milliseconds that an entry is kept behind the newest
   */
  AmountLog(int capacity, long horizon) {
    this.capacity = capacity;
    this.horizon = horizon;
  }

  /**
   * Adds a payment behind those of the same time.
   *
   * @param party hash of the other side: a card's terminal, a terminal's card
   * @param ratio amount against the card's habit, NaN if there is none yet
   * @return where it stands; all entries up to there are not younger
   */
  int add(long time, long amount, int party, float ratio) {
    prune(Math.max(time, newest()) - horizon);
    if (size == capacity) {
      mergeClosest();
    }
    int at = size;
    while (at > 0 && times[at - 1] > time) {
      at--;
    }
    grow();
    int after = size - at;
    System.arraycopy(times, at, times, at + 1, after);
    System.arraycopy(sums, at, sums, at + 1, after);
    System.arraycopy(counts, at, counts, at + 1, after);
    System.arraycopy(parties, at, parties, at + 1, after);
    System.arraycopy(ratios, at, ratios, at + 1, after);
    size++;
    times[at] = time;
    sums[at] = amount;
    counts[at] = 1;
    parties[at] = party;
    ratios[at] = ratio;
    return at;
  }

  int size() {
    return size;
  }

  long time(int entry) {
    return times[entry];
  }

  /** Sum of the entry's amounts. */
  long sum(int entry) {
    return sums[entry];
  }

  /** Payments in the entry. */
  int count(int entry) {
    return counts[entry];
  }

  /** Mean amount of the entry's payments. */
  double mean(int entry) {
    return counts[entry] == 1 ? sums[entry] : (double) sums[entry] / counts[entry];
  }

  /** Hash of the other side of the entry's youngest payment. */
  int party(int entry) {
    return parties[entry];
  }

  /** Amount against the card's habit; NaN if unknown or merged. */
  float ratio(int entry) {
    return ratios[entry];
  }

  /** Time of the newest entry, {@link Long#MIN_VALUE} plus the horizon if there is none. */
  long newest() {
    return size == 0 ? Long.MIN_VALUE + horizon : times[size - 1];
  }

  /** The youngest entry that is not younger than {@code time}; -1 if there is none. */
  int lastUpTo(long time) {
    int at = size - 1;
    while (at >= 0 && times[at] > time) {
      at--;
    }
    return at;
  }

  private void prune(long upTo) {
    int gone = 0;
    while (gone < size && times[gone] <= upTo) {
      gone++;
    }
    if (gone > 0) {
      remove(0, gone);
    }
  }

  private void mergeClosest() {
    long newest = times[size - 1];
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < size; i++) {
      double closeness = (double) (times[i + 1] - times[i]) / (newest - times[i] + 1_000);
      if (closeness < least) {
        least = closeness;
        best = i;
      }
    }
    sums[best + 1] = saturatedSum(sums[best], sums[best + 1]);
    counts[best + 1] = (int) Math.min(Integer.MAX_VALUE, (long) counts[best] + counts[best + 1]);
    ratios[best + 1] = Float.NaN;
    remove(best, best + 1);
  }

  private void remove(int from, int to) {
    int after = size - to;
    System.arraycopy(times, to, times, from, after);
    System.arraycopy(sums, to, sums, from, after);
    System.arraycopy(counts, to, counts, from, after);
    System.arraycopy(parties, to, parties, from, after);
    System.arraycopy(ratios, to, ratios, from, after);
    size -= to - from;
  }

  private void grow() {
    if (size == times.length) {
      resize(Math.min(capacity, size * 2));
    }
  }

  private void resize(int length) {
    times = Arrays.copyOf(times, length);
    sums = Arrays.copyOf(sums, length);
    counts = Arrays.copyOf(counts, length);
    parties = Arrays.copyOf(parties, length);
    ratios = Arrays.copyOf(ratios, length);
  }

  static long saturatedSum(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }

  /** Writes size, then per entry: time since the one before, count, sum, party, ratio. */
  void write(HistoryOut out) {
    out.writeZigzag(size);
    long before = 0;
    for (int i = 0; i < size; i++) {
      out.writeZigzag(times[i] - before);
      out.writeZigzag(counts[i]);
      out.writeZigzag(sums[i]);
      out.writeInt(parties[i]);
      out.writeFloat(ratios[i]);
      before = times[i];
    }
  }

  /** Reads what {@link #write} wrote into this empty log. */
  void read(HistoryIn in) throws IOException {
    int entries = Math.toIntExact(in.readZigzag());
    if (entries < 0 || entries > capacity) {
      throw new IOException(
          "history: %d entries, but the log holds 0 to %d; the bytes are not of this layout"
              .formatted(entries, capacity));
    }
    resize(Math.max(FIRST_ENTRIES, entries));
    long time = 0;
    for (int i = 0; i < entries; i++) {
      time += in.readZigzag();
      times[i] = time;
      counts[i] = Math.toIntExact(in.readZigzag());
      sums[i] = in.readZigzag();
      parties[i] = in.readInt();
      ratios[i] = in.readFloat();
    }
    size = entries;
  }
}
