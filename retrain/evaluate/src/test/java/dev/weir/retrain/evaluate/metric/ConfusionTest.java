package dev.weir.retrain.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {
  private static final int[] TRUTH = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
  private static final int[] PREDICTED = {0, 0, 0, 1, 1, 1, 0, 2, 2, 1};
  private final Confusion table = Confusion.of(3, TRUTH, PREDICTED, null);

  @Test
  void threeLabels_haveTheValuesOfAHandCount() {
    assertThat(table.accuracy()).isEqualTo(0.7);
    assertThat(table.precision(0)).isEqualTo(0.75);
    assertThat(table.recall(0)).isEqualTo(0.75);
    assertThat(table.precision(1)).isEqualTo(0.5);
    assertThat(table.recall(1)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(table.f1(1)).isCloseTo(4.0 / 7, within(1e-12));
    assertThat(table.f1(2)).isCloseTo(0.8, within(1e-12));
    assertThat(table.macroF1()).isCloseTo((0.75 + 4.0 / 7 + 0.8) / 3, within(1e-12));
    assertThat(table.macroRecall()).isCloseTo((0.75 + 2.0 / 3 + 2.0 / 3) / 3, within(1e-12));
    assertThat(table.count(2, 1)).isEqualTo(1);
    assertThat(table.support(0)).isEqualTo(4);
  }

  @Test
  void labelThatNobodyHas_isLeftOutOfAverages() {
    Confusion twoOfThree = Confusion.of(3, new int[] {0, 0, 2}, new int[] {0, 1, 2}, null);
    assertThat(twoOfThree.macroRecall()).isEqualTo(0.75);
    assertThat(twoOfThree.recall(1)).isNaN();
    assertThat(twoOfThree.f1(1)).isNaN();
  }

  @Test
  void labelThatIsNeverCalled_hasPrecisionAndF1OfZero() {
    Confusion missed = Confusion.of(2, new int[] {0, 1}, new int[] {0, 0}, null);
    assertThat(missed.precision(1)).isZero();
    assertThat(missed.f1(1)).isZero();
    assertThat(missed.macroF1()).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void oneLabelOnly_hasNoAverages() {
    Confusion one = Confusion.of(2, new int[] {1, 1}, new int[] {1, 0}, null);
    assertThat(one.macroF1()).isNaN();
    assertThat(one.macroRecall()).isNaN();
    assertThat(one.accuracy()).isEqualTo(0.5);
    assertThat(Confusion.of(2, new int[0], new int[0], null).accuracy()).isNaN();
  }

  @Test
  void weights_countAnElementThatOften() {
    Confusion weighted = Confusion.of(2, new int[] {0, 1}, new int[] {0, 0}, new int[] {3, 1});
    assertThat(weighted.accuracy()).isEqualTo(0.75);
  }
}
