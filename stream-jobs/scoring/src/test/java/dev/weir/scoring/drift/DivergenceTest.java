package dev.weir.scoring.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.DriftVerdict;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DivergenceTest {

  @Test
  void psiAndJs_ofTwoBins_areThoseByHand() {
    // p = (100.5, 300.5) / 401, q = (60.5, 40.5) / 101
    Divergence divergence = Divergence.of(new long[] {100, 300}, new long[] {60, 40});

    assertThat(divergence.psi()).isCloseTo(0.521406, within(1e-6));
    assertThat(divergence.js()).isCloseTo(0.302874, within(1e-6));
    assertThat(divergence.noise()).isCloseTo(1 / 400.0 + 1 / 100.0, within(1e-12));
  }

  @Test
  void noiseLimit_ofNineDegrees_isTheChiSquareQuantile() {
    long[] even = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10};

    // the 0.999 quantile of chi-square with 9 degrees of freedom is 27.877
    assertThat(Divergence.of(even, even).noiseLimit()).isCloseTo(27.877 / 50, within(0.005));
  }

  @Test
  void divergence_ofEqualShares_isZero() {
    Divergence divergence = Divergence.of(new long[] {200, 200}, new long[] {50, 50});

    assertThat(divergence.psi()).isZero();
    assertThat(divergence.js()).isZero();
  }

  @Test
  void divergence_ofDisjointCounts_isNearlyOneAndFinite() {
    Divergence divergence = Divergence.of(new long[] {100_000, 0}, new long[] {0, 100_000});

    assertThat(divergence.js()).isBetween(0.99, 1.0);
    assertThat(divergence.psi()).isFinite().isGreaterThan(20);
  }

  @Test
  void divergence_withNothingInOne_isNone() {
    assertThat(Divergence.of(new long[] {3, 4}, new long[] {0, 0})).isEqualTo(Divergence.NONE);
    assertThat(Divergence.of(new Histogram(Scale.WORDS), new Histogram(Scale.WORDS)))
        .isEqualTo(Divergence.NONE);
  }

  @Test
  void divergence_ofUnequalBins_isRefused() {
    assertThatThrownBy(() -> Divergence.of(new long[] {1}, new long[] {1, 2}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 bins against 2");
  }

  @Test
  void bins_ofManyValues_areTheDeciles() {
    Histogram normal = normal(new Random(3), 20_000, 0);

    long[] counts = Bins.of(normal, normal).counts(normal);

    assertThat(counts).hasSize(10);
    for (long count : counts) {
      assertThat(count).isBetween(1_000L, 3_500L);
    }
  }

  @Test
  void bins_ofAFeatureWithTwoValues_areTwo() {
    Histogram flags = new Histogram(Scale.NUMBER);
    for (int i = 0; i < 100; i++) {
      flags.add(i < 97 ? 0 : 1);
    }

    assertThat(Bins.of(flags, flags).counts(flags)).containsExactly(97, 3);
  }

  @Test
  void divergence_ofAFeatureThatWasConstant_showsThatItIsNot() {
    Histogram constant = new Histogram(Scale.NUMBER);
    Histogram moved = new Histogram(Scale.NUMBER);
    for (int i = 0; i < 500; i++) {
      constant.add(0);
      moved.add(i % 2);
    }

    assertThat(DriftThresholds.DEFAULT.verdict(Divergence.of(constant, moved)))
        .isEqualTo(DriftVerdict.DRIFT);
    assertThat(DriftThresholds.DEFAULT.verdict(Divergence.of(constant, constant)))
        .isEqualTo(DriftVerdict.NONE);
  }

  @Test
  void verdict_ofOneDistributionOver200Seeds_isNeverAnAlarm() {
    int beyond = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Divergence divergence = Divergence.of(normal(random, 5_000, 0), normal(random, 300, 0));
      assertThat(DriftThresholds.DEFAULT.verdict(divergence)).isEqualTo(DriftVerdict.NONE);
      beyond += divergence.psi() > divergence.noiseLimit() ? 1 : 0;
    }

    assertThat(beyond).isLessThanOrEqualTo(2);
  }

  @Test
  void psi_ofOneDistribution_isTheNoiseOnAverage() {
    double psi = 0;
    double noise = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Divergence divergence = Divergence.of(normal(random, 2_000, 0), normal(random, 500, 0));
      psi += divergence.psi();
      noise += divergence.noise();
    }

    assertThat(psi / noise).isCloseTo(1, within(0.1));
  }

  @Test
  void verdict_ofAShiftOfOneDeviation_isDrift() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Divergence divergence = Divergence.of(normal(random, 5_000, 0), normal(random, 1_000, 1.0));
      assertThat(DriftThresholds.DEFAULT.verdict(divergence)).isEqualTo(DriftVerdict.DRIFT);
    }
  }

  private static Histogram normal(Random random, int values, double mean) {
    Histogram histogram = new Histogram(Scale.PROBABILITY);
    for (int i = 0; i < values; i++) {
      histogram.add(1 / (1 + Math.exp(-2 * (random.nextGaussian() + mean))));
    }
    return histogram;
  }
}
