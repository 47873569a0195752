package dev.weir.retrain.fraud.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtocolEvaluationTest {
  private static final String HEADER =
      "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD,TX_FRAUD_SCENARIO\n";

  @TempDir Path folder;

  @Test
  void folds_becomeMeansWithTheirSpread() throws IOException {
    write();
    HandbookProtocol protocol = HandbookProtocol.read(folder, payment -> {});
    FoldRecipe parameters = new FoldRecipe.Trees(TreeParameters.defaults().withRounds(5));
    List<Integer> told = new ArrayList<>();
    Evaluation evaluation =
        ProtocolEvaluation.run(
            protocol, "toy", true, parameters, HandbookProtocol.HANDBOOK_FEATURES, told::add);

    FoldFigures expected =
        protocol.run(protocol.test(), parameters, HandbookProtocol.HANDBOOK_FEATURES);
    TaskResult result = evaluation.results().get(0);
    assertThat(told).containsExactly(1, 2, 3, 4);
    assertThat(evaluation.split()).isEqualTo("test");
    assertThat(result.metrics())
        .containsOnlyKeys("auc", "average_precision", "card_precision_at_100");
    assertThat(result.metrics().get("auc")).isCloseTo(expected.mean().auc(), within(1e-12));
    Interval precision = result.intervals().get("average_precision");
    assertThat(precision.high() - precision.low())
        .isCloseTo(2 * expected.deviation().averagePrecision(), within(1e-12));
    assertThat(result.slices().get("training_from"))
        .containsOnlyKeys("2018-07-25", "2018-08-01", "2018-08-08", "2018-08-15");
    long rows = protocol.test().stream().mapToLong(fold -> fold.test().length).sum();
    assertThat(result.n()).isEqualTo(rows);
    assertThat(result.perLabel().get(0).n() + result.perLabel().get(1).n()).isEqualTo(rows);
    assertThat(
            ProtocolEvaluation.run(
                    protocol,
                    "toy",
                    false,
                    parameters,
                    HandbookProtocol.HANDBOOK_FEATURES,
                    fold -> {})
                .split())
        .isEqualTo("valid");
  }

  /** Eleven weeks of forty payments a day; great amounts are fraud. */
  private void write() throws IOException {
    Random random = new Random(5);
    StringBuilder csv = new StringBuilder(HEADER);
    int id = 0;
    for (LocalDate day = LocalDate.of(2018, 6, 20);
        day.isBefore(LocalDate.of(2018, 9, 5));
        day = day.plusDays(1)) {
      for (int i = 0; i < 40; i++) {
        boolean fraud = random.nextInt(40) == 0;
        csv.append(
            String.format(
                Locale.ROOT,
                "%d,%s %02d:%02d:00,%d,%d,%.2f,%d,%d%n",
                id++,
                day,
                i / 2,
                i % 2 * 30,
                random.nextInt(300),
                random.nextInt(50),
                fraud ? 150 + 100 * random.nextDouble() : 200 * random.nextDouble(),
                fraud ? 1 : 0,
                fraud ? 1 : 0));
      }
    }
    Files.writeString(folder.resolve("train.csv"), csv);
    Files.writeString(folder.resolve("valid.csv"), HEADER);
    Files.writeString(folder.resolve("test.csv"), HEADER);
  }
}
