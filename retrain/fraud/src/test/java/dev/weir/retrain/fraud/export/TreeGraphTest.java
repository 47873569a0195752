package dev.weir.retrain.fraud.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeGraphTest {
  private static final int COLUMNS = 12;

  private static float[] risks(byte[] graph, float[] values, int columns) throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(graph);
        OnnxTensor rows =
            OnnxTensor.createTensor(
                environment,
                FloatBuffer.wrap(values),
                new long[] {values.length / columns, columns});
        OrtSession.Result result = session.run(Map.of(TreeGraph.INPUT, rows))) {
      FloatBuffer risks = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] all = new float[risks.remaining()];
      risks.get(all);
      return all;
    }
  }

  private static double largestDifference(float[] risks, float[] logOdds) {
    double largest = 0;
    for (int i = 0; i < risks.length; i++) {
      largest = Math.max(largest, Math.abs(risks[i] - 1 / (1 + Math.exp(-logOdds[i]))));
    }
    return largest;
  }

  @Test
  void graph_on100000RowsWithMissingValues_agreesWithXgboost() throws OrtException {
    TrainingRows train = TestPayments.table(1, 5_000, COLUMNS);
    TrainingRows rows = TestPayments.table(2, 100_000, COLUMNS);
    for (int side : new int[] {1, 3}) {
      TreeParameters parameters =
          new TreeParameters(40, 6, 0.1, 0.8, 0.7, 1, 1, 2, side, 512, false, 7);
      try (BoostedTrees trees =
          BoostedTrees.train(train, parameters, 40, TestPayments.undirected(COLUMNS), null)) {
        byte[] graph = TreeGraph.of(TreeEnsemble.of(trees), COLUMNS);

        float[] risks = risks(graph, rows.values(), COLUMNS);

        assertThat(risks).hasSize(rows.size());
        assertThat(largestDifference(risks, trees.logOdds(rows))).isLessThanOrEqualTo(1e-6);
      }
    }
  }

  @Test
  void graph_ofTheUsedColumns_givesTheSame() throws OrtException {
    TrainingRows rows = TestPayments.table(3, 3_000, COLUMNS);
    TreeParameters parameters = new TreeParameters(3, 2, 0.3, 1, 1, 1, 1, 1, 1, 64, false, 7);
    try (BoostedTrees trees =
        BoostedTrees.train(rows, parameters, 3, TestPayments.undirected(COLUMNS), null)) {
      TreeEnsemble ensemble = TreeEnsemble.of(trees);
      int[] used = ensemble.usedColumns();
      float[] kept = new float[rows.size() * used.length];
      for (int row = 0; row < rows.size(); row++) {
        for (int i = 0; i < used.length; i++) {
          kept[row * used.length + i] = rows.values()[row * COLUMNS + used[i]];
        }
      }

      byte[] graph = TreeGraph.of(ensemble.onColumns(used), used.length);

      assertThat(used.length).isLessThan(COLUMNS);
      assertThat(largestDifference(risks(graph, kept, used.length), trees.logOdds(rows)))
          .isLessThanOrEqualTo(1e-6);
    }
  }
}
