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
  private static final int WIDE_TIMES = 1;
  private static final int WIDE_SUMS = 2;
  private static final int COUNTS = 4;

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

  /**
   * Writes size, which of the columns are wide, the newest time, and the columns: times, as
   * milliseconds before the newest in 4 bytes unless wide, sums in 4 bytes unless wide, counts only
   * if one is not 1, parties, ratios. So an entry has 16 bytes as a rule and 28 at most.
   */
  void write(HistoryOut out) {
    out.writeZigzag(size);
    if (size == 0) {
      return;
    }
    long newest = times[size - 1];
    int shape = shape();
    out.writeByte((byte) shape);
    out.writeZigzag(newest);
    if ((shape & WIDE_TIMES) != 0) {
      out.writeLongs(times, size);
    } else {
      out.writeDistances(newest, times, size);
    }
    if ((shape & WIDE_SUMS) != 0) {
      out.writeLongs(sums, size);
    } else {
      out.writeNarrow(sums, size);
    }
    if ((shape & COUNTS) != 0) {
      out.writeInts(counts, size);
    }
    out.writeInts(parties, size);
    out.writeFloats(ratios, size);
  }

  private int shape() {
    int shape = times[size - 1] - times[0] > 0xFFFF_FFFFL ? WIDE_TIMES : 0;
    for (int i = 0; i < size; i++) {
      shape |= sums[i] == (int) sums[i] ? 0 : WIDE_SUMS;
      shape |= counts[i] == 1 ? 0 : COUNTS;
    }
    return shape;
  }

  /** Reads what {@link #write} wrote into this empty log. */
  void read(HistoryIn in) throws IOException {
    int entries = Math.toIntExact(in.readZigzag());
    if (entries < 0 || entries > capacity) {
      throw new IOException(
          "history: %d entries, but the log holds 0 to %d; the bytes are not of this layout"
              .formatted(entries, capacity));
    }
    if (entries == 0) {
      return;
    }
    // room for the payment that it is read for
    allocate(Math.min(capacity, Math.max(FIRST_ENTRIES, entries + 1)));
    int shape = in.readByte();
    long newest = in.readZigzag();
    if ((shape & WIDE_TIMES) != 0) {
      in.readLongs(times, entries);
    } else {
      in.readDistances(newest, times, entries);
    }
    if ((shape & WIDE_SUMS) != 0) {
      in.readLongs(sums, entries);
    } else {
      in.readNarrow(sums, entries);
    }
    if ((shape & COUNTS) != 0) {
      in.readInts(counts, entries);
    } else {
      Arrays.fill(counts, 0, entries, 1);
    }
    in.readInts(parties, entries);
    in.readFloats(ratios, entries);
    size = entries;
  }

  private void allocate(int length) {
    times = new long[length];
    sums = new long[length];
    counts = new int[length];
    parties = new int[length];
    ratios = new float[length];
  }
}
