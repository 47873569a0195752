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

  @Test
  void binary_givesBothLabelsOfOneLogit() {
    FloatBuffer one = FloatBuffer.wrap(new float[] {0, 2});
    ScoreHead head = ScoreHead.of(TaskKind.BINARY, 2, Calibration.platt(0.5, 0));
    float second = (float) (1 / (1 + Math.exp(-1)));
    assertThat(head.read(one, 1)).containsExactly(new float[] {1 - second, second}, within(1e-6f));
  }

  @Test
  void probability_withoutCalibration_isPassedOn() {
    FloatBuffer given = FloatBuffer.wrap(new float[] {0.3f, 1.0001f, 1.1f, -0.0001f});
    ScoreHead head = ScoreHead.of(TaskKind.PROBABILITY, 2, Calibration.none());
    assertThat(head.read(given, 0)).containsExactly(1 - 0.3f, 0.3f);
    assertThat(head.read(given, 1)).containsExactly(0, 1);
    assertThat(head.read(given, 2)).isNull();
    assertThat(head.read(given, 3)).containsExactly(1, 0);
  }

  @Test
  void probability_withPlatt_isCorrectedByItsLogOdds() {
    FloatBuffer given = FloatBuffer.wrap(new float[] {0.8f, 0, 1});
    ScoreHead head = ScoreHead.of(TaskKind.PROBABILITY, 2, Calibration.platt(2, 0));
    float expected = (float) (1 / (1 + Math.exp(-2 * Math.log(4))));
    assertThat(head.read(given, 0))
        .containsExactly(new float[] {1 - expected, expected}, within(1e-6f));
    assertThat(head.read(given, 1)).containsExactly(new float[] {1, 0}, within(1e-6f));
    assertThat(head.read(given, 2)).containsExactly(new float[] {0, 1}, within(1e-6f));
  }

  @Test
  void probabilities_withATemperature_areSoftened() {
    FloatBuffer given = FloatBuffer.wrap(new float[] {0.1f, 0.9f});
    assertThat(ScoreHead.of(TaskKind.PROBABILITIES, 2, Calibration.none()).read(given, 0))
        .containsExactly(0.1f, 0.9f);
    assertThat(ScoreHead.of(TaskKind.PROBABILITIES, 2, Calibration.temperature(2)).read(given, 0))
        .containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
  }

  @Test
  void isotonic_isLinearBetweenItsPointsAndLevelBeyond() {
    Calibration curve = Calibration.isotonic(new float[] {0.2f, 0.6f}, new float[] {0.1f, 0.3f});
    ScoreHead head = ScoreHead.of(TaskKind.PROBABILITIES, 2, curve);
    FloatBuffer given = FloatBuffer.wrap(new float[] {1, 0, 0.8f, 0.2f, 0.6f, 0.4f, 0, 1});
    float[] expected = {0.1f, 0.1f, 0.2f, 0.3f};
    for (int row = 0; row < expected.length; row++) {
      assertThat(head.read(given, row))
          .containsExactly(new float[] {1 - expected[row], expected[row]}, within(1e-6f));
    }
  }

  @Test
  void isotonic_thatFalls_isRefused() {
    assertThatThrownBy(
            () -> Calibration.isotonic(new float[] {0.2f, 0.6f}, new float[] {0.3f, 0.1f}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must rise");
    assertThatThrownBy(() -> Calibration.isotonic(new float[] {0.2f}, new float[0]))
        .hasMessageContaining("as many values as thresholds");
    assertThatThrownBy(() -> Calibration.isotonic(new float[] {2}, new float[] {0}))
        .hasMessageContaining("within 0 and 1");
  }
}
