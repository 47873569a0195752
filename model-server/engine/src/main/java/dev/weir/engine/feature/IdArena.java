package dev.weir.engine.feature;

import java.util.Arrays;

/**
 * The lists of ids of the records of a window, one after the other in one growing array, so that a
 * record costs no allocation of its own. Confined to one thread.
 *
 * <p>Record {@code r} has {@code ids()[start(r)] … ids()[start(r) + length(r) - 1]}. The arrays
 * belong to the arena and are valid until the next append or {@link #clear()}.
 */
public final class IdArena {
  private long[] ids = new long[1024];
  private int[] starts = new int[33];
  private char[] scratch = new char[0];
  private int[] scratchInts = new int[0];
  private int records;
  private int size;

  /** Forgets all records and keeps the memory. */
  public void clear() {
    records = 0;
    size = 0;
  }

  /** Adds an id to the record that is being written. */
  public void add(long id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, size * 2);
    }
    ids[size++] = id;
  }

  /** Adds ids to the record that is being written. */
  public void addAll(long[] more, int count) {
    if (size + count > ids.length) {
      ids = Arrays.copyOf(ids, Math.max(ids.length * 2, size + count));
    }
    System.arraycopy(more, 0, ids, size, count);
    size += count;
  }

  /** Ends the record that is being written; the next id starts another. */
  public void endRecord() {
    records++;
    if (records == starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[records] = size;
  }

  /** Drops the ids of the record that is being written. */
  public void abandonRecord() {
    size = starts[records];
  }

  /** Cuts the record that is being written to a number of ids, if it has more. */
  public void shrinkOpen(int count) {
    size = Math.min(size, starts[records] + count);
  }

  /** Characters for whoever writes the open record; what they held before is undefined. */
  char[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new char[length];
    }
    return scratch;
  }

  /** Numbers for whoever writes the open record; what they held before is undefined. */
  int[] scratchInts(int length) {
    if (scratchInts.length < length) {
      scratchInts = new int[length];
    }
    return scratchInts;
  }

  /** Ids of the record that is being written, so far. */
  public int open() {
    return size - starts[records];
  }

  /** Ids of all records. */
  public int size() {
    return size;
  }

  public int records() {
    return records;
  }

  public long[] ids() {
    return ids;
  }

  public int start(int row) {
    return starts[row];
  }

  public int length(int row) {
    return starts[row + 1] - starts[row];
  }
}
