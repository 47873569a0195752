package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LeakReport;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointRowsTest {
  private static final List<TaskLabels> TASKS = List.of(TaskLabels.SPAM, TaskLabels.ABUSE);

  @Test
  void of_unlabelledText_isHeldForTheTaskThatDoesNotLearnAndSaysNothingOfTheOther()
      throws IOException {
    List<LabelledRow> rows = rows(List.of(0));

    assertThat(rows)
        .extracting(LabelledRow::target)
        .containsExactly(new float[] {0, 1, 0.7f, 0.3f}, new float[] {0, 0, 0.7f, 0.3f});
  }

  @Test
  void of_allTasksLearn_leavesUnlabelledTextsOut() throws IOException {
    List<LabelledRow> rows = rows(List.of(0, 1));

    assertThat(rows).extracting(LabelledRow::target).containsExactly(new float[] {0, 1, 0, 0});
  }

  private static List<LabelledRow> rows(List<Integer> taught) throws IOException {
    Dataset dataset =
        new Dataset(
            "rows",
            TASKS,
            List.of(),
            List.of(row("a", Map.of("spam", "spam")), row("b", Map.of())),
            true,
            new LeakReport(List.of(), Map.of(), Map.of(), 0));
    ModelPackage base = ModelPackage.read(Path.of("../../models/weir-text/1.0.0"));
    try (PackageFeatures features = PackageFeatures.open(base, 0)) {
      return JointRows.of(
          dataset,
          TASKS,
          taught,
          features,
          (task, asked) -> {
            float[][] scores = new float[asked.size()][];
            Arrays.fill(scores, new float[] {0.7f, 0.3f});
            return scores;
          });
    }
  }

  private static Example row(String id, Map<String, String> labels) {
    return new Example(
        id, "some text " + id, Split.TRAIN, "rows", "en", labels, Map.of(), Map.of());
  }
}
