package dev.weir.flink.state;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * The memories of one bucket after the other, as batch mode brings them: all of a bucket's elements
 * stand together, in the order of time. Time is the bucket's own, and begins anew with each; with
 * it what has expired is forgotten as in a job that runs. Confined to the task's thread.
 */
final class SortedBuckets implements BucketState, TimerService {

  private static final int NONE = -1;

  private final Map<ByteBuffer, Memory> names = new LinkedHashMap<>();
  private final BitSet left = new BitSet(Buckets.COUNT);
  private int bucket = NONE;
  private long watermark = Long.MIN_VALUE;
  private long nextSweep = Long.MAX_VALUE;

  /**
   * Goes on to that bucket and time.
   *
   * @param last takes what is remembered in a bucket that is left
   * @return whether a sweep is due
   */
  boolean turnTo(int next, long time, Consumer<Memory> last) {
    if (next != bucket) {
      leave(last);
      if (left.get(next)) {
        throw new IllegalStateException(
            "bucket " + next + " comes twice; expected input that batch mode has sorted by bucket");
      }
      bucket = next;
    }
    watermark = Math.max(watermark, time);
    if (nextSweep > watermark) {
      return false;
    }
    nextSweep = Long.MAX_VALUE;
    return true;
  }

  /** Ends the bucket in force. */
  void leave(Consumer<Memory> last) {
    if (bucket == NONE) {
      return;
    }
    names.values().forEach(last);
    names.clear();
    left.set(bucket);
    bucket = NONE;
    watermark = Long.MIN_VALUE;
    nextSweep = Long.MAX_VALUE;
  }

  @Override
  public byte @Nullable [] get(int of, byte[] name) {
    Memory memory = names.get(ByteBuffer.wrap(name));
    return memory == null ? null : memory.bytes();
  }

  @Override
  public void put(int of, byte[] name, byte[] memory, long expiresAtMillis) {
    names.put(ByteBuffer.wrap(name), new Memory(of, name, memory, expiresAtMillis));
  }

  @Override
  public long sweep(int of, long nowMillis) {
    long earliest = Long.MAX_VALUE;
    for (Iterator<Memory> all = names.values().iterator(); all.hasNext(); ) {
      long expiry = all.next().expiresAtMillis();
      if (expiry <= nowMillis) {
        all.remove();
      } else {
        earliest = Math.min(earliest, expiry);
      }
    }
    return earliest;
  }

  @Override
  public long currentWatermark() {
    return watermark;
  }

  @Override
  public void registerEventTimeTimer(long time) {
    nextSweep = Math.min(nextSweep, time);
  }

  @Override
  public long currentProcessingTime() {
    throw unasked();
  }

  @Override
  public void registerProcessingTimeTimer(long time) {
    throw unasked();
  }

  @Override
  public void deleteProcessingTimeTimer(long time) {
    throw unasked();
  }

  @Override
  public void deleteEventTimeTimer(long time) {
    throw unasked();
  }

  private static IllegalStateException unasked() {
    return new IllegalStateException("memories ask for timers of event time only");
  }
}
