package dev.weir.streams.drift;

import dev.weir.scoring.drift.SliceCounts;
import java.nio.ByteBuffer;

/**
 * The first records of a slice under a model, which become its reference where its package has
 * none. Mutable; confined.
 *
 * @param counts what was gathered so far
 * @param lastMillis end of the latest window of the slice, by which unused ones are forgotten
 */
record FirstRecords(SliceCounts counts, long lastMillis) {

  byte[] toBytes() {
    byte[] bytes = counts.toBytes();
    return ByteBuffer.allocate(Long.BYTES + bytes.length).putLong(lastMillis).put(bytes).array();
  }

  static FirstRecords fromBytes(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    long last = in.getLong();
    byte[] bytes = new byte[in.remaining()];
    in.get(bytes);
    return new FirstRecords(SliceCounts.fromBytes(bytes), last);
  }
}
