package dev.weir.engine.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.engine.TaskKind;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class ScoreHeadTest {
  private static final FloatBuffer LOGITS = FloatBuffer.wrap(new float[] {9, 9, 1, 3, 700, -700});

  @Test
  void softmax_withTemperature_dividesTheLogits() {
    ScoreHead head = ScoreHead.of(TaskKind.SOFTMAX, 2, Calibration.temperature(2));
    float expected = (float) (1 / (1 + Math.exp(-1)));
    assertThat(head.read(LOGITS, 1))
        .containsExactly(new float[] {1 - expected, expected}, within(1e-6f));
  }

  @Test
  void softmax_ofLargeLogits_staysFinite() {
    ScoreHead head = ScoreHead.of(TaskKind.SOFTMAX, 2, Calibration.none());
    assertThat(head.read(LOGITS, 2)).containsExactly(1, 0);
  }

  @Test
  void sigmoid_withPlatt_scalesAndShiftsEachLogit() {
    ScoreHead head = ScoreHead.of(TaskKind.SIGMOID, 2, Calibration.platt(2, -1));
    assertThat(head.read(LOGITS, 1))
        .containsExactly(
            new float[] {(float) (1 / (1 + Math.exp(-1))), (float) (1 / (1 + Math.exp(-5)))},
            within(1e-6f));
  }

  @Test
  void platt_ofTwoSoftmaxLabels_usesTheirDifference() {
    ScoreHead head = ScoreHead.of(TaskKind.SOFTMAX, 2, Calibration.platt(0.5, 0.25));
    float second = (float) (1 / (1 + Math.exp(-1.25)));
    assertThat(head.read(LOGITS, 1))
        .containsExactly(new float[] {1 - second, second}, within(1e-6f));
  }

  @Test
  void logits_thatAreNotFinite_giveNoProbabilities() {
    FloatBuffer bad = FloatBuffer.wrap(new float[] {1, Float.NaN, Float.POSITIVE_INFINITY, 0});
    ScoreHead head = ScoreHead.of(TaskKind.SOFTMAX, 2, Calibration.none());
    assertThat(head.read(bad, 0)).isNull();
    assertThat(head.read(bad, 1)).isNull();
  }

  @Test
  void temperature_thatIsNotAboveZero_isRefused() {
    assertThatThrownBy(() -> Calibration.temperature(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("above 0");
    assertThatThrownBy(() -> Calibration.temperature(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }
}
