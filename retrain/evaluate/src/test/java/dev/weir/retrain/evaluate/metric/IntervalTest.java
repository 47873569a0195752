package dev.weir.retrain.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTest {

  /** Worked out from the formula by itself, with the quantile to sixteen figures. */
  @ParameterizedTest
  @CsvSource({
    "6, 192, 0.0144, 0.0665",
    "0, 10, 0.0000, 0.2775",
    "10, 10, 0.7225, 1.0000",
    "50, 100, 0.4038, 0.5962"
  })
  void ofShare_isWilsons(int hits, int of, double low, double high) {
    Interval interval = Interval.ofShare(hits, of);

    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void ofShare_moreThanThereAre_isRefused() {
    assertThatThrownBy(() -> Interval.ofShare(3, 2)).hasMessageContaining("3 of 2");
    assertThatThrownBy(() -> Interval.ofShare(0, 0)).hasMessageContaining("0 of 0");
  }
}
