package dev.weir.flink.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class HistoryOrderTest {

  private static final long MILLIS = Instant.parse("2026-01-31T00:00:00Z").toEpochMilli();

  @Test
  void order_isTimeThenOffsetThenWhatFollows() {
    long first = HistoryOrder.of(MILLIS, 5);

    assertThat(HistoryOrder.behind(first)).isGreaterThan(first);
    assertThat(HistoryOrder.of(MILLIS, 6)).isGreaterThan(HistoryOrder.behind(first));
    assertThat(HistoryOrder.of(MILLIS + 1, 0)).isGreaterThan(HistoryOrder.of(MILLIS, 1_048_575));
    assertThat(HistoryOrder.behind(HistoryOrder.behind(first)))
        .isEqualTo(HistoryOrder.behind(first));
  }

  @Test
  void watermark_isThatOfTheLiveSource() {
    long order = HistoryOrder.behind(HistoryOrder.of(MILLIS, 1_048_575));

    assertThat(HistoryOrder.watermark(order, Long.MAX_VALUE)).isEqualTo(MILLIS - 5_001);
    assertThat(HistoryOrder.watermark(order, MILLIS - 10)).isEqualTo(MILLIS - 5_011);
  }

  @Test
  void order_ofTimesNobodyMeant_isFirstAndLast() {
    assertThat(HistoryOrder.of(-1, 3)).isEqualTo(HistoryOrder.of(0, 3)).isNotNegative();
    assertThat(HistoryOrder.of(Long.MAX_VALUE, 3)).isGreaterThan(HistoryOrder.of(MILLIS, 3));
  }
}
