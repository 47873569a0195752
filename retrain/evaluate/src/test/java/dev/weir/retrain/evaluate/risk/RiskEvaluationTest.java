package dev.weir.retrain.evaluate.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RiskEvaluationTest {
  private static final TaskLabels FRAUD = new TaskLabels("fraud", List.of("genuine", "fraud"));

  @Test
  void payments_haveTheRisksOwnCalibrationAndCardPrecision() {
    RiskPredictions payments =
        new RiskPredictions(
            new double[] {0.9, 0.02, 0.02, 0.02, 0.9, 0.02},
            new boolean[] {true, false, false, false, false, true},
            new int[] {0, 0, 0, 1, 1, 1},
            new long[] {1, 2, 3, 1, 2, 4},
            Map.of("week", new String[] {"a", "a", "a", "b", "b", "b"}));
    TaskResult result = RiskEvaluation.of(FRAUD, payments, Bootstrap.DEFAULT);
    // (0, 1/15]: four of 0.02, one fraud; (13/15, 14/15]: two of 0.9, one fraud
    assertThat(result.metrics().get("ece"))
        .isCloseTo(4.0 / 6 * (0.25 - 0.02) + 2.0 / 6 * (0.9 - 0.5), within(1e-9));
    // day 0 finds card 1, day 1 card 4
    assertThat(result.metrics().get("card_precision_at_100")).isEqualTo(0.01);
    assertThat(result.intervals()).containsKeys("auc", "average_precision", "ece");
    assertThat(result.intervals()).doesNotContainKey("card_precision_at_100");
    // pairs won: .9 beats three and ties one, .02 ties three and loses one
    assertThat(result.metrics().get("auc")).isCloseTo((3.5 + 1.5) / 8, within(1e-9));
    assertThat(result.reliability().bins().get(0).n()).isEqualTo(4);
    assertThat(result.slices().get("week").get("a").metrics()).containsEntry("auc", 1.0);
    // week a: .9 came true, two of .02 did not
    assertThat(result.slices().get("week").get("a").metrics().get("ece"))
        .isCloseTo(1.0 / 3 * 0.1 + 2.0 / 3 * 0.02, within(1e-9));
  }

  @Test
  void arraysOfDifferentLength_areRefused() {
    assertThatThrownBy(
            () ->
                new RiskPredictions(
                    new double[2], new boolean[2], new int[1], new long[2], Map.of()))
        .hasMessageContaining("2, 2, 1, 2");
  }
}
