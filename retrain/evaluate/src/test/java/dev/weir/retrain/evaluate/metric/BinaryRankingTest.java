package dev.weir.retrain.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinaryRankingTest {
  /** The example of scikit-learn's documentation: AUC 0.75, average precision 0.8333. */
  private static final BinaryRanking FOUR =
      BinaryRanking.of(
          new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});

  @Test
  void fourScores_haveThePublishedValues() {
    assertThat(FOUR.rocAuc()).isEqualTo(0.75);
    assertThat(FOUR.averagePrecision()).isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void ties_countHalfWhateverTheirOrder() {
    double[] scores = {0.5, 0.5, 0.5, 0.9, 0.1};
    // pairs: (.5 .5) half, (.5 .5) half, (.5 .1) won, (.9 x3) won
    boolean[] one = {true, false, false, true, false};
    boolean[] other = {false, false, true, true, false};
    assertThat(BinaryRanking.of(scores, one).rocAuc()).isEqualTo(5.0 / 6);
    assertThat(BinaryRanking.of(scores, other).rocAuc()).isEqualTo(5.0 / 6);
    // thresholds: .9 -> P 1, R 1/2; .5 -> P 2/4, R 1
    assertThat(BinaryRanking.of(scores, one).averagePrecision()).isEqualTo(0.75);
    assertThat(BinaryRanking.of(scores, other).averagePrecision()).isEqualTo(0.75);
    double[] same = {0.3, 0.3, 0.3, 0.3, 0.3};
    assertThat(BinaryRanking.of(same, one).rocAuc()).isEqualTo(0.5);
    assertThat(BinaryRanking.of(same, one).averagePrecision()).isEqualTo(0.4);
  }

  @Test
  void oneClassOnly_hasNoArea() {
    BinaryRanking negatives = BinaryRanking.of(new double[] {1, 2}, new boolean[2]);
    assertThat(negatives.rocAuc()).isNaN();
    assertThat(negatives.averagePrecision()).isNaN();
    assertThat(negatives.precisionRecall(10)).isEmpty();
    assertThat(BinaryRanking.of(new double[] {1}, new boolean[] {true}).rocAuc()).isNaN();
  }

  @Test
  void weights_countAnElementThatOften() {
    Random random = new Random(5);
    double[] scores = random.doubles(60).map(x -> Math.round(x * 20) / 20.0).toArray();
    boolean[] positive = new boolean[60];
    int[] weights = new int[60];
    int all = 0;
    for (int i = 0; i < 60; i++) {
      positive[i] = random.nextDouble() < scores[i];
      weights[i] = random.nextInt(4);
      all += weights[i];
    }
    double[] repeated = new double[all];
    boolean[] labels = new boolean[all];
    int at = 0;
    for (int i = 0; i < 60; i++) {
      for (int k = 0; k < weights[i]; k++) {
        repeated[at] = scores[i];
        labels[at++] = positive[i];
      }
    }
    BinaryRanking weighted = BinaryRanking.of(scores, positive);
    BinaryRanking written = BinaryRanking.of(repeated, labels);
    assertThat(weighted.rocAuc(weights)).isCloseTo(written.rocAuc(), within(1e-12));
    assertThat(weighted.averagePrecision(weights))
        .isCloseTo(written.averagePrecision(), within(1e-12));
  }

  @Test
  void area_isTheShareOfPairsInTheRightOrder() {
    Random random = new Random(7);
    double[] scores = new double[80];
    boolean[] positive = new boolean[80];
    for (int i = 0; i < 80; i++) {
      scores[i] = random.nextInt(15);
      positive[i] = random.nextInt(15) < scores[i];
    }
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < 80; i++) {
      for (int j = 0; j < 80; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(BinaryRanking.of(scores, positive).rocAuc()).isCloseTo(won / pairs, within(1e-12));
  }

  @Test
  void curve_runsFromTheHighestScoreToAllFound() {
    List<BinaryRanking.Point> curve = FOUR.precisionRecall(100);
    assertThat(curve.get(0)).isEqualTo(new BinaryRanking.Point(0.8, 1, 0.5));
    assertThat(curve.get(curve.size() - 1)).isEqualTo(new BinaryRanking.Point(0.1, 0.5, 1));
    double[] many = new Random(1).doubles(5000).toArray();
    boolean[] half = new boolean[5000];
    for (int i = 0; i < 5000; i += 2) {
      half[i] = true;
    }
    assertThat(BinaryRanking.of(many, half).precisionRecall(50)).hasSizeBetween(48, 52);
  }

  @Test
  void scoresThatAreNoNumbers_areRefused() {
    assertThatThrownBy(() -> BinaryRanking.of(new double[] {Double.NaN}, new boolean[1]))
        .hasMessageContaining("score 0");
    assertThatThrownBy(() -> BinaryRanking.of(new double[2], new boolean[1]))
        .hasMessageContaining("2 scores, but 1 labels");
  }
}
