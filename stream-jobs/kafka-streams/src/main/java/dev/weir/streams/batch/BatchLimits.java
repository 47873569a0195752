package dev.weir.streams.batch;

import java.time.Duration;

/**
 * When a batch closes: at so many records, at so many bytes, or when its first record has waited so
 * long, whichever comes first. Immutable.
 *
 * @param maxRecords most records of a batch
 * @param maxBytes a batch closes once its keys and values reach this size
 * @param maxAge longest time that a record waits for others
 */
public record BatchLimits(int maxRecords, int maxBytes, Duration maxAge) {

  public BatchLimits {
    if (maxRecords < 1 || maxBytes < 1 || maxAge.isNegative()) {
      throw new IllegalArgumentException(
          "a batch holds at least 1 record and 1 byte and waits 0 ms or more; got maxRecords "
              + maxRecords
              + ", maxBytes "
              + maxBytes
              + ", maxAge "
              + maxAge);
    }
  }

  /** Whether a batch of that many records and bytes closes now, whatever its age. */
  boolean isFull(int records, long bytes) {
    return records >= maxRecords || bytes >= maxBytes || maxAge.isZero();
  }
}
