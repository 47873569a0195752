package dev.weir.scoring.dedup;

import dev.weir.scoring.record.RawRecord;
import java.nio.ByteBuffer;

/**
 * Where an event id was seen first, in {@value #BYTES} bytes of state. Immutable.
 *
 * @param timestampMillis Kafka timestamp of that record
 * @param position a hash of its topic, partition and offset
 */
public record FirstSeen(long timestampMillis, long position) {

  /** Size of {@link #toBytes()}. */
  public static final int BYTES = 1 + 2 * Long.BYTES;

  private static final byte VERSION = 1;

  /** The sighting of that record. */
  public static FirstSeen of(RawRecord record) {
    long hash = record.topic().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + record.partition();
    return new FirstSeen(record.timestamp(), hash * 0x9E3779B97F4A7C15L + record.offset());
  }

  /** A version byte, then timestamp and position, big-endian. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES)
        .put(VERSION)
        .putLong(timestampMillis)
        .putLong(position)
        .array();
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @throws IllegalArgumentException when the bytes are of another version or size
   */
  public static FirstSeen fromBytes(byte[] bytes) {
    if (bytes.length != BYTES || bytes[0] != VERSION) {
      throw new IllegalArgumentException(
          "sighting of an event id: expected "
              + BYTES
              + " bytes of version "
              + VERSION
              + "; got "
              + bytes.length
              + (bytes.length == 0 ? " bytes" : " bytes of version " + bytes[0])
              + "; this state is of a newer Weir, start that one or drop the state");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, BYTES - 1);
    return new FirstSeen(buffer.getLong(), buffer.getLong());
  }
}
