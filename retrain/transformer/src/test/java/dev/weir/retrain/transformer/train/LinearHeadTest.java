package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.TaskKind;
import dev.weir.retrain.transformer.data.LabelledRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LinearHeadTest {
  @Test
  void minimise_rosenbrock_findsItsMinimum() {
    double[] found =
        LimitedMemory.minimise(
            (x, gradient) -> {
              double valley = x[1] - x[0] * x[0];
              gradient[0] = -400 * x[0] * valley - 2 * (1 - x[0]);
              gradient[1] = 200 * valley;
              return 100 * valley * valley + (1 - x[0]) * (1 - x[0]);
            },
            new double[] {-1.2, 1});
    assertThat(found).containsExactly(new double[] {1, 1}, Offset.offset(1e-4));
  }

  @Test
  void fit_labelsDrawnFromALayer_givesThatLayer() {
    Random random = new Random(1);
    float[][] features = new float[20_000][];
    List<LabelledRow> rows = new ArrayList<>();
    for (int row = 0; row < features.length; row++) {
      // of different size and mean, as a model's features are; the last says nothing
      float x = (float) (5 + 2 * random.nextGaussian());
      float y = (float) (-0.01 + 0.001 * random.nextGaussian());
      features[row] = new float[] {x, y, 7};
      double logit = 1.5 * (x - 5) - 800 * (y + 0.01) + 0.5;
      boolean second = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      rows.add(new LabelledRow(Map.of(), second ? new float[] {0, 1} : new float[] {1, 0}));
    }
    LinearHead head = LinearHead.of(TaskKind.SOFTMAX, 2, features);
    head.fit(features, rows, 1e-6);
    float[] weights = head.weights();
    float[] biases = head.biases();
    assertThat(weights[3] - weights[0]).isCloseTo(1.5f, Offset.offset(0.1f));
    assertThat(weights[4] - weights[1]).isCloseTo(-800, Offset.offset(60f));
    assertThat(weights[2]).isZero();
    assertThat(weights[5]).isZero();
    assertThat(biases[1] - biases[0]).isCloseTo(0.5f - 7.5f - 8, Offset.offset(1f));
  }

  @Test
  void fit_fromALayerWithAStrongPenalty_staysThere() {
    float[][] features = {{0, 3, 5}, {1, 5, 5}, {2, 4, 5}};
    List<LabelledRow> rows = List.of(target(1, 0), target(0, 1), target(1, 0));
    float[] weights = {0.5f, -0.25f, 3, -0.5f, 0.25f, -3};
    LinearHead head =
        LinearHead.of(TaskKind.SOFTMAX, features, weights, new float[] {0.125f, -0.125f});
    head.fit(features, rows, 1e6);
    assertThat(head.weights()).containsExactly(weights, Offset.offset(1e-5f));
  }

  @Test
  void fit_twoLabelsThatMayBothHold_learnsEachForItself() {
    float[][] features = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    List<LabelledRow> rows = List.of(target(0, 0), target(0, 1), target(1, 0), target(1, 1));
    LinearHead head = LinearHead.of(TaskKind.SIGMOID, 2, features);
    head.fit(features, rows, 1e-3);
    Fit fit =
        Fit.of(
            TaskKind.SIGMOID, rows, LinearHead.logits(features, head.weights(), head.biases()), 1);
    assertThat(fit.accuracy()).isEqualTo(1);
  }

  @Test
  void of_overconfidentLogits_findsTheTemperatureTheyWereMadeWith() {
    Random random = new Random(2);
    float[][] logits = new float[20_000][];
    List<LabelledRow> rows = new ArrayList<>();
    for (int row = 0; row < logits.length; row++) {
      double logit = 2 * random.nextGaussian();
      logits[row] = new float[] {0, (float) (3 * logit)};
      boolean second = random.nextDouble() < 1 / (1 + Math.exp(-logit));
      rows.add(second ? target(0, 1) : target(1, 0));
    }
    assertThat(TemperatureFit.of(TaskKind.SOFTMAX, rows, logits)).isCloseTo(3, Offset.offset(0.1));
  }

  private static LabelledRow target(float... target) {
    return new LabelledRow(Map.of(), target);
  }
}
