package dev.weir.retrain.fraud.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTreesTest {
  private static final int COLUMNS = 12;

  @TempDir Path dir;

  @Test
  void trees_ofTheShippedGraph_areWrittenAsTheyWere() throws IOException {
    Path graph = Path.of("../../models/weir-fraud/1.0.0/model.onnx");

    TreeEnsemble trees = GraphTrees.read(graph);

    assertThat(trees).isNotNull();
    assertThat(trees == null ? null : TreeGraph.of(trees, trees.usedColumns().length))
        .isEqualTo(Files.readAllBytes(graph));
  }

  @Test
  void logOdds_ofTreesReadBack_areThoseOfXgboost() throws IOException {
    TrainingRows rows = TestPayments.table(1, 4_000, COLUMNS);
    try (BoostedTrees trees = train(rows, null)) {
      Path graph = dir.resolve("model.onnx");
      Files.write(graph, TreeGraph.of(TreeEnsemble.of(trees), COLUMNS));

      TreeEnsemble read = GraphTrees.read(graph);

      float[] expected = trees.logOdds(rows);
      for (int row = 0; row < rows.size(); row++) {
        assertThat(read == null ? Float.NaN : read.logOdds(rows.values(), row * COLUMNS))
            .isCloseTo(expected[row], within(1e-4f));
      }
    }
  }

  @Test
  void trees_grownOnMargins_addToTheOldOnes() {
    TrainingRows rows = TestPayments.table(1, 4_000, COLUMNS);
    try (BoostedTrees old = train(rows, null)) {
      TreeEnsemble base = TreeEnsemble.of(old);
      float[] ones = new float[rows.size()];
      Arrays.fill(ones, 1);
      TrainingRows warm = rows.with(ones, old.logOdds(rows));
      try (BoostedTrees more = train(warm, null)) {
        TreeEnsemble all = base.plus(TreeEnsemble.of(more));

        assertThat(all.size()).isEqualTo(2 * base.size());
        float[] expected = more.logOdds(warm);
        for (int row = 0; row < rows.size(); row++) {
          assertThat(all.logOdds(rows.values(), row * COLUMNS))
              .isCloseTo(expected[row], within(1e-4f));
        }
      }
    }
  }

  @Test
  void trees_ofAnotherGraph_areNone() throws IOException {
    assertThat(GraphTrees.read(Path.of("../../models/weir-text/1.0.0/model.onnx"))).isNull();
    Path broken = Files.write(dir.resolve("broken.onnx"), new byte[] {1, 2, 3});
    assertThat(GraphTrees.read(broken)).isNull();
  }

  private static BoostedTrees train(
      TrainingRows rows, @org.jspecify.annotations.Nullable BoostedTrees base) {
    TreeParameters parameters = new TreeParameters(20, 4, 0.2, 0.8, 0.7, 1, 1, 1, 1, 128, false, 7);
    return BoostedTrees.train(rows, parameters, 20, TestPayments.undirected(COLUMNS), base);
  }
}
