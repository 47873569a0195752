package dev.weir.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.junit.jupiter.api.Test;

class SourceTimeTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long LAG = SourceTime.OUT_OF_ORDER.toMillis() + 1;

  private final List<Long> emitted = new ArrayList<>();
  private final SourceTime<String> time = new SourceTime<>(() -> Instant.ofEpochMilli(NOW));

  @Test
  void watermark_followsTheNewestRecord() {
    event(NOW - 9_000);
    event(NOW - 12_000);

    assertThat(emitted).containsExactly(NOW - 9_000 - LAG, NOW - 9_000 - LAG);
  }

  @Test
  void recordFromTheFuture_movesTimeToNowAndNoFurther() {
    event(NOW + 86_400_000L * 365);

    assertThat(emitted).containsExactly(NOW - LAG);
  }

  @Test
  void recordWithoutATimestamp_movesNothing() {
    event(-1);

    assertThat(emitted).isEmpty();
  }

  private void event(long timestamp) {
    WatermarkOutput output =
        new WatermarkOutput() {
          @Override
          public void emitWatermark(Watermark watermark) {
            emitted.add(watermark.getTimestamp());
          }

          @Override
          public void markIdle() {}

          @Override
          public void markActive() {}
        };
    time.onEvent("", timestamp, output);
    time.onPeriodicEmit(output);
  }
}
