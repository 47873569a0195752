package dev.weir.flink.kafka;

import dev.weir.flink.state.HistoryOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time is the records' Kafka timestamp, watched for each partition. It only decides when
 * state is forgotten, so it may lag but must not run ahead: a producer whose clock is fast moves it
 * to this machine's time and no further. Confined to the source's thread.
 *
 * @param <T> whatever the source reads
 */
public final class SourceTime<T> implements WatermarkGenerator<T> {

  /** How often a watermark leaves the source. */
  public static final Duration INTERVAL = Duration.ofSeconds(1);

  /** How much older than the newest a record of the same partition usually is at most. */
  static final Duration OUT_OF_ORDER = HistoryOrder.OUT_OF_ORDER;

  /** After this time without a record a partition does not hold the others back. */
  static final Duration IDLE = Duration.ofSeconds(10);

  private final InstantSource clock;
  private long newest = Long.MIN_VALUE;

  SourceTime(InstantSource clock) {
    this.clock = clock;
  }

  /** One generator for each partition; the slowest that is not idle counts. */
  public static <T> WatermarkStrategy<T> watermarks() {
    WatermarkStrategy<T> strategy = context -> new SourceTime<>(Clock.systemUTC());
    return strategy.withIdleness(IDLE);
  }

  @Override
  public void onEvent(T event, long timestamp, WatermarkOutput output) {
    newest = Math.max(newest, timestamp);
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    if (newest > 0) {
      long known = Math.min(newest, clock.millis());
      output.emitWatermark(new Watermark(known - OUT_OF_ORDER.toMillis() - 1));
    }
  }
}
