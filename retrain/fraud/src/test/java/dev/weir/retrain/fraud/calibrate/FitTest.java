package dev.weir.retrain.fraud.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.calibrate.IsotonicMap;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FitTest {
  @Property(tries = 50)
  void isotonic_ofAnything_risesAndStaysWithin(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5_000) int n) {
    Random random = new Random(seed);
    float[] scores = new float[n];
    boolean[] frauds = new boolean[n];
    for (int i = 0; i < n; i++) {
      scores[i] = random.nextInt(3) == 0 ? 0.25f : random.nextFloat();
      frauds[i] = random.nextFloat() < scores[i] * scores[i];
    }

    IsotonicMap map = Objects.requireNonNull(IsotonicFit.fit(scores, frauds).curve());

    float before = 0;
    for (float raw = 0; raw <= 1; raw += 0.01f) {
      float value = map.apply(raw);
      assertThat(value).isBetween(before, 1f).isPositive().isLessThan(1);
      before = value;
    }
  }

  @Test
  void isotonic_ofScoresTooHigh_bringsThemDown() {
    Random random = new Random(5);
    float[] scores = new float[20_000];
    boolean[] frauds = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = random.nextFloat();
      frauds[i] = random.nextFloat() < scores[i] / 4;
    }

    IsotonicMap map = Objects.requireNonNull(IsotonicFit.fit(scores, frauds).curve());

    assertThat(map.apply(0.8f)).isCloseTo(0.2f, within(0.03f));
    assertThat(map.apply(0.4f)).isCloseTo(0.1f, within(0.03f));
  }

  @Test
  void platt_ofShiftedLogOdds_findsSlopeAndShift() {
    Random random = new Random(5);
    float[] odds = new float[50_000];
    boolean[] frauds = new boolean[odds.length];
    for (int i = 0; i < odds.length; i++) {
      odds[i] = (float) random.nextGaussian() * 3;
      frauds[i] = random.nextDouble() < 1 / (1 + Math.exp(-(0.5 * odds[i] - 1)));
    }

    Calibration calibration = PlattFit.fit(odds, frauds);

    assertThat(calibration.scale()).isCloseTo(0.5f, within(0.02f));
    assertThat(calibration.shift()).isCloseTo(-1, within(0.05f));
  }

  @Test
  void fits_withoutLabelsToLearnFrom_areRefused() {
    assertThatThrownBy(() -> IsotonicFit.fit(new float[0], new boolean[0]))
        .hasMessageContaining("0 scores");
    assertThatThrownBy(() -> PlattFit.fit(new float[2], new boolean[2]))
        .hasMessageContaining("got 0 and 2");
  }
}
