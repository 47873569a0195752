package dev.weir.scoring.campaign;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Counts distinct ids over a sliding window in bounded memory: exact while they fit, then by
 * adaptive sampling (P. Flajolet, On adaptive sampling, 1990): of the ids only those whose hash
 * lies below a threshold are kept, and the threshold is halved whenever they are too many. Confined
 * to one thread.
 */
final class SlidingDistinct {

  private static final int FIRST_SIZE = 2;
  private static final int MOST_LEVELS = 24;

  private final int capacity;
  private int[] hashes = new int[FIRST_SIZE];
  private int[] lastPane = new int[FIRST_SIZE];
  private int size;
  private int level;

  /**
   * @param capacity ids that are kept at most, and that are counted exactly
   */
  SlidingDistinct(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Sees an id in a pane; forgets those last seen before {@code oldestPane} where room is short.
   */
  void add(int hash, int pane, int oldestPane) {
    for (int i = 0; i < size; i++) {
      if (hashes[i] == hash) {
        lastPane[i] = Math.max(lastPane[i], pane);
        return;
      }
    }
    if (!isSampled(hash)) {
      return;
    }
    if (size == capacity) {
      makeRoom(oldestPane);
      if (!isSampled(hash)) {
        return;
      }
    }
    if (size == hashes.length) {
      int grown = Math.min(2 * size, capacity);
      hashes = Arrays.copyOf(hashes, grown);
      lastPane = Arrays.copyOf(lastPane, grown);
    }
    hashes[size] = hash;
    lastPane[size++] = pane;
  }

  /** About how many ids were seen since the beginning of {@code oldestPane}. */
  int count(int oldestPane) {
    int alive = 0;
    for (int i = 0; i < size; i++) {
      alive += lastPane[i] >= oldestPane ? 1 : 0;
    }
    return alive << level;
  }

  private boolean isSampled(int hash) {
    return level == 0 || hash >>> (Integer.SIZE - level) == 0;
  }

  private void makeRoom(int oldestPane) {
    retain(oldestPane);
    if (size <= capacity / 4 && level > 0) {
      level--;
    }
    while (size == capacity && level < MOST_LEVELS) {
      level++;
      retain(oldestPane);
    }
    if (size == capacity) {
      size--;
    }
  }

  private void retain(int oldestPane) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (lastPane[i] >= oldestPane && isSampled(hashes[i])) {
        hashes[kept] = hashes[i];
        lastPane[kept++] = lastPane[i];
      }
    }
    size = kept;
  }

  /** Bytes that {@link #write} needs. */
  int bytes() {
    return 2 + size * (2 * Integer.BYTES);
  }

  void write(ByteBuffer out) {
    out.put((byte) level).put((byte) size);
    for (int i = 0; i < size; i++) {
      out.putInt(hashes[i]).putInt(lastPane[i]);
    }
  }

  void read(ByteBuffer in) {
    level = in.get();
    size = in.get();
    if (level < 0 || level > MOST_LEVELS || size < 0 || size > capacity) {
      throw new IllegalArgumentException(
          "campaign state: expected up to "
              + capacity
              + " ids at a level up to "
              + MOST_LEVELS
              + "; got "
              + size
              + " at "
              + level);
    }
    hashes = new int[Math.max(size, FIRST_SIZE)];
    lastPane = new int[Math.max(size, FIRST_SIZE)];
    for (int i = 0; i < size; i++) {
      hashes[i] = in.getInt();
      lastPane[i] = in.getInt();
    }
  }
}
