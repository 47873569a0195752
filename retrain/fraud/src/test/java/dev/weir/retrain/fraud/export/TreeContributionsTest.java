package dev.weir.retrain.fraud.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Columns;
import dev.weir.engine.explain.TreeContributions;
import dev.weir.engine.pack.ColumnSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableInput;
import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.evaluate.FraudEvaluation;
import dev.weir.retrain.fraud.tree.BoostedTrees;
import dev.weir.retrain.fraud.tree.TrainingRows;
import dev.weir.retrain.fraud.tree.TreeParameters;
import dev.weir.scoring.fraud.FraudFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's contributions of columns against XGBoost's own. */
class TreeContributionsTest {
  private static final int ROWS = 2_000;
  private static final Path SHIPPED = Path.of("..", "..", "models", "weir-fraud", "1.0.0");

  @TempDir private Path folder;

  /** Three columns on paths of up to eight questions: columns are asked again and again. */
  @ParameterizedTest
  @ValueSource(ints = {3, 12})
  void of_rowsWithMissingValues_agreesWithXgboost(int columns) throws IOException {
    TrainingRows train = TestPayments.table(1, 5_000, columns);
    TrainingRows rows = TestPayments.table(2, ROWS, columns);
    TreeParameters parameters = new TreeParameters(40, 8, 0.1, 0.8, 0.7, 1, 1, 2, 1, 512, false, 7);
    try (BoostedTrees trees =
        BoostedTrees.train(train, parameters, 40, TestPayments.undirected(columns), null)) {
      List<String> names = names(columns);
      Columns turned = Columns.of(reversed(names));
      TreeContributions contributions = contributions(trees, names, turned);
      float[][] expected = trees.contributions(rows);
      float[] logOdds = trees.logOdds(rows);

      double[] into = new double[columns];
      float[] row = new float[columns];
      for (int i = 0; i < ROWS; i++) {
        for (int c = 0; c < columns; c++) {
          row[turned.index(names.get(c))] = rows.values()[i * columns + c];
        }
        contributions.of(row, into);
        double sum = contributions.bias();
        for (int c = 0; c < columns; c++) {
          double value = into[turned.index(names.get(c))];
          assertThat(Math.abs(value - expected[i][c])).isLessThanOrEqualTo(1e-5);
          sum += value;
        }
        assertThat(Math.abs(contributions.bias() - expected[i][columns])).isLessThan(1e-5);
        assertThat(Math.abs(sum - logOdds[i])).isLessThan(1e-5);
      }
    }
  }

  @Test
  void of_graphWithoutCovers_areNone() throws IOException {
    TrainingRows rows = TestPayments.table(3, 500, 4);
    TreeParameters parameters = new TreeParameters(2, 2, 0.3, 1, 1, 1, 1, 1, 1, 64, false, 7);
    try (BoostedTrees trees =
        BoostedTrees.train(rows, parameters, 2, TestPayments.undirected(4), null)) {
      byte[] graph = TreeGraph.of(TreeEnsemble.of(trees), 4);
      byte[] name = "nodes_hitrates".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
      graph[indexOf(graph, name)] = 'x';
      Path file = Files.write(folder.resolve("model.onnx"), graph);

      assertThat(TreeContributions.of(file, table(names(4)), Columns.of(names(4)))).isNull();
    }
  }

  @Test
  void of_shippedPackage_areThere() {
    Columns columns = FraudEvaluation.columns();
    TreeContributions contributions =
        Objects.requireNonNull(TreeContributions.of(ModelPackage.read(SHIPPED), columns));

    double[] into = new double[FraudFeature.count()];
    contributions.of(new float[FraudFeature.count()], into);

    assertThat(contributions.bias()).isBetween(-15.0, 0.0);
    assertThat(into).isNotEqualTo(new double[FraudFeature.count()]);
  }

  private TreeContributions contributions(BoostedTrees trees, List<String> names, Columns rows)
      throws IOException {
    byte[] graph = TreeGraph.of(TreeEnsemble.of(trees), names.size());
    Path file = Files.write(folder.resolve("model.onnx"), graph);
    return Objects.requireNonNull(TreeContributions.of(file, table(names), rows));
  }

  private static TableInput table(List<String> names) {
    return TableInput.of(TreeGraph.INPUT, names.stream().map(ColumnSpec::optional).toList());
  }

  private static List<String> names(int columns) {
    return IntStream.range(0, columns).mapToObj(i -> "c" + i).toList();
  }

  private static List<String> reversed(List<String> names) {
    List<String> turned = new ArrayList<>(names);
    Collections.reverse(turned);
    return turned;
  }

  private static int indexOf(byte[] in, byte[] what) {
    for (int i = 0; i + what.length <= in.length; i++) {
      if (java.util.Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
