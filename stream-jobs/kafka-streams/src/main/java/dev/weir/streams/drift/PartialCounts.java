package dev.weir.streams.drift;

import dev.weir.scoring.drift.SliceCounts;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the partitions counted of one window, and whether it is part of a reference. Each
 * partition's counts are whole: those that come again replace the earlier ones. Mutable; confined.
 */
final class PartialCounts {

  private static final byte VERSION = 1;

  private final SortedMap<Integer, SliceCounts> byPartition = new TreeMap<>();
  private boolean gathered;

  /** The counts of one partition as a record's value: its number and their bytes. */
  static byte[] write(int partition, SliceCounts counts) {
    byte[] bytes = counts.toBytes();
    return ByteBuffer.allocate(Integer.BYTES + bytes.length).putInt(partition).put(bytes).array();
  }

  /** Takes what {@link #write} wrote. */
  void put(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    int partition = in.getInt();
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    byPartition.put(partition, SliceCounts.fromBytes(bytes));
  }

  /** The counts of all partitions. */
  SliceCounts sum() {
    SliceCounts sum = new SliceCounts();
    byPartition.values().forEach(sum::add);
    return sum;
  }

  /** Whether it became part of a reference. */
  boolean isGathered() {
    return gathered;
  }

  void setGathered() {
    gathered = true;
  }

  /** A version byte, a flag, and each partition's value behind its length. */
  byte[] toBytes() {
    SortedMap<Integer, byte[]> values = new TreeMap<>();
    int size = 2;
    for (Map.Entry<Integer, SliceCounts> entry : byPartition.entrySet()) {
      byte[] value = write(entry.getKey(), entry.getValue());
      values.put(entry.getKey(), value);
      size += Integer.BYTES + value.length;
    }
    ByteBuffer out = ByteBuffer.allocate(size).put(VERSION).put((byte) (gathered ? 1 : 0));
    values.values().forEach(value -> out.putInt(value.length).put(value));
    return out.array();
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version
   */
  static PartialCounts fromBytes(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.get() != VERSION) {
      throw new IllegalArgumentException(
          "drift windows: expected version "
              + VERSION
              + ", got "
              + bytes[0]
              + "; this state is of a newer Weir, start that one or drop the state");
    }
    PartialCounts counts = new PartialCounts();
    counts.gathered = in.get() != 0;
    while (in.hasRemaining()) {
      byte[] value = new byte[in.getInt()];
      in.get(value);
      counts.put(value);
    }
    return counts;
  }
}
