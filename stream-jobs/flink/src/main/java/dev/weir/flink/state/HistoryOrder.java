package dev.weir.flink.state;

import java.time.Duration;

/**
 * The order of history, as timestamps of stream elements in batch mode, which sorts by them: Kafka
 * timestamp, then offset, then a payment before the label that waited for it. Bits from the top:
 * one unused, 42 of milliseconds, 20 of the offset's end, one of what follows behind its cause.
 * Records of one millisecond whose offsets are more than a million apart may change places, and
 * those of several partitions have no order among themselves. Stateless.
 */
public final class HistoryOrder {

  /** How much older than the newest a record of the same partition usually is at most. */
  public static final Duration OUT_OF_ORDER = Duration.ofSeconds(5);

  private static final int OFFSET_BITS = 20;
  private static final int BELOW_MILLIS = OFFSET_BITS + 1;
  private static final long LATEST = (1L << 42) - 1;
  private static final long OFFSETS = (1L << OFFSET_BITS) - 1;

  private HistoryOrder() {}

  /** Of a record; what producers gave as a time before 1970 or after 2109 counts as that. */
  public static long of(long millis, long offset) {
    return Math.max(0, Math.min(millis, LATEST)) << BELOW_MILLIS | (offset & OFFSETS) << 1;
  }

  /** Behind everything of the same record. */
  public static long behind(long order) {
    return order | 1;
  }

  /** The watermark that the source of the live job has after that record. */
  public static long watermark(long order, long nowMillis) {
    return Math.min(order >> BELOW_MILLIS, nowMillis) - OUT_OF_ORDER.toMillis() - 1;
  }
}
