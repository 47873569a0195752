package dev.weir.scoring.dedup;

import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rule by which a repeated event id is answered by the first one's verdict. An engine's binding
 * remembers {@link FirstSeen} for each event id as long as the window; the window begins with the
 * first record and a repeat does not move it. Immutable.
 *
 * <p>The record that was seen first is never its own repeat: after a failure it may be read again
 * while state already knows it, and then it still has to be answered. Records that {@code weir dlq
 * replay} sent again are no repeats either.
 *
 * @param window time between Kafka timestamps up to which an event id is a repeat; zero turns
 *     deduplication off
 */
public record DuplicateWindow(Duration window) implements Serializable {

  /** Header of a record that was sent again on purpose, with the place that it comes from. */
  public static final String REPLAYED_FROM = "weir.replayed-from";

  /** Of both engines, unless set otherwise: five times as long as Kafka's producers retry. */
  public static final DuplicateWindow DEFAULT = new DuplicateWindow(Duration.ofMinutes(10));

  private static final long serialVersionUID = 1L;

  public DuplicateWindow {
    if (window.isNegative()) {
      throw new IllegalArgumentException("a duplicate window is zero or longer; got " + window);
    }
  }

  /**
   * Whether the record repeats the event id that was first seen there.
   *
   * @param first what is remembered of the event id; null if nothing is
   */
  public boolean isRepeat(@Nullable FirstSeen first, RawRecord record) {
    return first != null
        && isRemembered(first, record.timestamp())
        && first.position() != FirstSeen.of(record).position()
        && !isReplayed(record);
  }

  /** Whether a sighting still counts at that Kafka timestamp, in milliseconds since the epoch. */
  public boolean isRemembered(FirstSeen first, long atMillis) {
    // a record of another partition may be older than the first one seen
    return Math.abs(atMillis - first.timestampMillis()) < window.toMillis();
  }

  private static boolean isReplayed(RawRecord record) {
    for (RecordHeader header : record.headers()) {
      if (header.key().equals(REPLAYED_FROM)) {
        return true;
      }
    }
    return false;
  }
}
