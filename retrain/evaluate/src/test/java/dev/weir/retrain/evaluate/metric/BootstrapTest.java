package dev.weir.retrain.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final int N = 400;

  /** The share of the first fifth: a proportion of 0.2. */
  private static Map<String, Double> share(int[] weights) {
    double sum = 0;
    for (int i = 0; i < N / 5; i++) {
      sum += weights[i];
    }
    return Map.of("share", sum / N);
  }

  @Test
  void proportion_hasTheIntervalOfTheNormalApproximation() {
    Interval interval = Bootstrap.DEFAULT.intervals(N, BootstrapTest::share).get("share");
    double half = 1.96 * Math.sqrt(0.2 * 0.8 / N);
    assertThat(interval.low()).isCloseTo(0.2 - half, within(0.006));
    assertThat(interval.high()).isCloseTo(0.2 + half, within(0.006));
  }

  @Test
  void sameSeed_givesTheSameInterval() {
    assertThat(Bootstrap.DEFAULT.intervals(N, BootstrapTest::share))
        .isEqualTo(Bootstrap.DEFAULT.intervals(N, BootstrapTest::share));
    assertThat(new Bootstrap(1_000, 0.95, 18).intervals(N, BootstrapTest::share))
        .isNotEqualTo(Bootstrap.DEFAULT.intervals(N, BootstrapTest::share));
  }

  @Test
  void resamplesWithoutAValue_areLeftOut() {
    Map<String, Interval> intervals =
        Bootstrap.DEFAULT.intervals(
            5,
            weights -> Map.of("sometimes", weights[0] == 0 ? Double.NaN : 1, "never", Double.NaN));
    assertThat(intervals).isEqualTo(Map.of("sometimes", new Interval(1, 1)));
    assertThat(Bootstrap.DEFAULT.intervals(0, weights -> Map.of())).isEmpty();
  }

  @Test
  void name_saysWhatTheIntervalsAre() {
    assertThat(Bootstrap.DEFAULT).hasToString("95 % percentile bootstrap, 1000 resamples, seed 17");
  }

  @Test
  void wrongSettings_areRefused() {
    assertThatThrownBy(() -> new Bootstrap(1, 0.95, 0)).hasMessageContaining("resamples");
    assertThatThrownBy(() -> new Bootstrap(10, 95, 0)).hasMessageContaining("level");
  }
}
