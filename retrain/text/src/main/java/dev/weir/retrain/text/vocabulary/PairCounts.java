package dev.weir.retrain.text.vocabulary;

import java.util.Arrays;

/** Sums by pair of ids, in one open-addressed table of primitive numbers. Confined. */
final class PairCounts {
  private static final long EMPTY = -1;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private long[] keys;
  private double[] sums;
  private int size;
  private int shift;

  PairCounts() {
    allocate(1 << 16);
  }

  /** Adds to the sum of an ordered pair. */
  void add(int first, int second, double amount) {
    if (2 * size >= keys.length) {
      grow();
    }
    int slot = slot((long) first << 32 | second);
    if (keys[slot] == EMPTY) {
      keys[slot] = (long) first << 32 | second;
      size++;
    }
    sums[slot] += amount;
  }

  /** The pairs that have a sum: the first id in the upper 32 bits; ascending. */
  long[] pairs() {
    return Arrays.stream(keys).filter(key -> key != EMPTY).sorted().toArray();
  }

  /** The sum of a pair of {@link #pairs()}. */
  double sum(long pair) {
    return sums[slot(pair)];
  }

  private int slot(long key) {
    int slot = (int) ((key * MIX) >>> shift);
    while (keys[slot] != EMPTY && keys[slot] != key) {
      slot = (slot + 1) & (keys.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    double[] oldSums = sums;
    allocate(oldKeys.length * 2);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != EMPTY) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        sums[slot] = oldSums[i];
      }
    }
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    Arrays.fill(keys, EMPTY);
    sums = new double[capacity];
    shift = Long.SIZE - Integer.numberOfTrailingZeros(capacity);
  }
}
