package dev.weir.retrain.evaluate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReliabilityTest {
  @Test
  void fiveConfidencesInTwoBins_haveTheErrorOfAHandCount() {
    double[] confidence = {0.3, 0.5, 0.6, 0.8, 1.0};
    boolean[] right = {true, false, true, true, true};
    Reliability bins = Reliability.of(confidence, right, 2, null);
    // (0, .5]: mean .4, true .5; (.5, 1]: mean .8, true 1
    assertThat(bins.bins().get(0).confidence()).isCloseTo(0.4, within(1e-12));
    assertThat(bins.bins().get(0).cameTrue()).isEqualTo(0.5);
    assertThat(bins.bins().get(1).n()).isEqualTo(3);
    assertThat(bins.expectedCalibrationError()).isCloseTo(0.4 * 0.1 + 0.6 * 0.2, within(1e-12));
  }

  @Test
  void edgesBelongToTheBinBelow_andZeroToTheFirst() {
    Reliability bins = Reliability.of(new double[] {0, 0.5, 1}, new boolean[3], 2, null);
    assertThat(bins.bins()).extracting(Reliability.Bin::n).containsExactly(2L, 1L);
  }

  @Test
  void certaintyThatIsRight_hasNoError() {
    Reliability bins =
        Reliability.of(new double[] {1, 1}, new boolean[] {true, true}, Reliability.BINS, null);
    assertThat(bins.expectedCalibrationError()).isZero();
    assertThat(bins.bins()).hasSize(15);
    assertThat(Reliability.of(new double[0], new boolean[0], 15, null).expectedCalibrationError())
        .isNaN();
  }

  @Test
  void weights_countAnElementThatOften() {
    double[] confidence = {0.9, 0.9};
    boolean[] right = {true, false};
    assertThat(Reliability.of(confidence, right, 15, new int[] {9, 1}).expectedCalibrationError())
        .isCloseTo(0, within(1e-12));
  }
}
