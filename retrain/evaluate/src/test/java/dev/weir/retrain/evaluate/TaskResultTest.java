package dev.weir.retrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskResultTest {
  private static final float[][] SPAM = {{.9f, .1f}, {.6f, .4f}, {.65f, .35f}, {.2f, .8f}};

  @Test
  void twoLabels_areRankedByTheSecond() {
    TaskResult result = result(TaskLabels.SPAM, new int[] {0, 0, 1, 1}, SPAM);
    assertThat(result.metrics()).containsEntry("auc", 0.75).containsEntry("accuracy", 0.75);
    assertThat(result.metrics().get("average_precision")).isCloseTo(5.0 / 6, within(1e-12));
    assertThat(result.metrics())
        .containsOnlyKeys(
            "accuracy", "macro_f1", "macro_recall", "auc", "average_precision", "ece");
    assertThat(result.confusion()).containsExactly(List.of(2L, 0L), List.of(1L, 1L));
    assertThat(result.perLabel().get(1).recall()).isEqualTo(0.5);
  }

  @Test
  void threeLabels_areRankedEachAgainstTheRest() {
    float[][] probabilities = {
      {.8f, .1f, .1f}, {.4f, .35f, .25f}, {.2f, .6f, .2f}, {.5f, .3f, .2f}, {.1f, .1f, .8f}
    };
    TaskResult result = result(TaskLabels.SENTIMENT, new int[] {0, 0, 1, 1, 2}, probabilities);
    // negative: .8 .4 against .2 .5 .1 -> 5/6; neutral: .6 .3 against .1 .35 .1 -> 5/6; positive 1
    assertThat(result.metrics().get("auc")).isCloseTo((5.0 / 6 + 5.0 / 6 + 1) / 3, within(1e-12));
    assertThat(result.perLabel().get(0).auc()).isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void oneLabelInTheRows_hasAccuracyAndCalibrationOnly() {
    TaskResult result = result(TaskLabels.SPAM, new int[] {1, 1, 1, 1}, SPAM);
    assertThat(result.metrics()).containsOnlyKeys("accuracy", "ece");
    assertThat(result.metrics()).containsEntry("accuracy", 0.25);
    assertThat(result.intervals()).containsOnlyKeys("accuracy", "ece");
  }

  @Test
  void intervals_holdTheirMetric() {
    Random random = new Random(11);
    int n = 500;
    int[] truth = new int[n];
    float[][] probabilities = new float[n][];
    for (int i = 0; i < n; i++) {
      float p = random.nextFloat();
      truth[i] = random.nextFloat() < p ? 1 : 0;
      probabilities[i] = new float[] {1 - p, p};
    }
    TaskResult result = result(TaskLabels.ABUSE, truth, probabilities);
    assertThat(result.intervals().keySet()).isEqualTo(result.metrics().keySet());
    // a resample is worse calibrated than the rows: the interval of ece lies above zero
    result.intervals().keySet().stream()
        .filter(name -> !name.equals("ece"))
        .forEach(
            name ->
                assertThat(result.metrics().get(name))
                    .isBetween(
                        result.intervals().get(name).low(), result.intervals().get(name).high()));
    assertThat(result.metrics().get("ece")).isLessThan(0.06);
  }

  @Test
  void slices_haveTheMetricsOfTheirRows() {
    TaskResult result =
        TaskResult.of(
            new TaskPredictions(
                TaskLabels.SPAM,
                new int[] {0, 0, 1, 1},
                SPAM,
                Map.of("language", new String[] {"en", "zh", "zh", "en"}),
                List.of()),
            Bootstrap.DEFAULT);
    Map<String, SliceResult> byLanguage = result.slices().get("language");
    assertThat(byLanguage).containsOnlyKeys("en", "zh");
    assertThat(byLanguage.get("en").metrics()).containsEntry("accuracy", 1.0);
    assertThat(byLanguage.get("zh").metrics())
        .containsEntry("accuracy", 0.5)
        .containsEntry("auc", 0.0);
    assertThat(byLanguage.get("zh").n()).isEqualTo(2);
  }

  @Test
  void arraysThatDoNotFit_areRefused() {
    assertThatThrownBy(() -> result(TaskLabels.SPAM, new int[3], SPAM))
        .hasMessageContainingAll("spam", "3 labels", "4 rows");
    assertThatThrownBy(
            () ->
                new TaskPredictions(
                    TaskLabels.SPAM, new int[4], SPAM, Map.of("x", new String[2]), List.of()))
        .hasMessageContainingAll("slice x", "2 rows, expected 4");
  }

  private static TaskResult result(TaskLabels task, int[] truth, float[][] probabilities) {
    return TaskResult.of(
        new TaskPredictions(task, truth, probabilities, Map.of(), List.of()), Bootstrap.DEFAULT);
  }
}
