package dev.weir.scoring.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as the broker delivered it: nothing decoded, nothing judged. Arrays are shared, not
 * copied: whoever holds them does not write to them.
 *
 * @param topic the Kafka topic, prefix included
 * @param partition the partition
 * @param offset the offset in the partition
 * @param timestamp milliseconds since the epoch, as the broker or the producer stamped it
 * @param key the key, or null
 * @param value the value, or null
 * @param headers the headers in their order
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire, never compared
public record RawRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    List<RecordHeader> headers) {

  /** The number of bytes of key and value: what this record weighs in a batch. */
  public int sizeInBytes() {
    return (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
  }

  /** Where the record lies, for messages: {@code topic-partition@offset}. */
  public String position() {
    return topic + "-" + partition + "@" + offset;
  }
}
