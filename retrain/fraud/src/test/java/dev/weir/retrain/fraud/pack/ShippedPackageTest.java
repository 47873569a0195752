package dev.weir.retrain.fraud.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.pack.PackageCheck;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.fraud.FraudTraining;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.data.SimulatedPayments;
import dev.weir.retrain.fraud.evaluate.FraudEvaluation;
import dev.weir.retrain.fraud.train.TimeSplit;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.scoring.fraud.FraudSettings;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The package that is shipped loads, and fits the features and the simulator of this version. */
class ShippedPackageTest {
  private static final Path PACKAGE = Path.of("..", "..", "models", "weir-fraud", "1.0.0");

  @Test
  void package_isSound() {
    assertThat(PackageCheck.of(PACKAGE).message()).isNull();
  }

  @Test
  void package_onSimulatedDaysOfAThirdSeed_findsFraud() throws IOException {
    PaymentRows rows =
        FraudTraining.read(
            new SimulatedPayments(3, 24), FraudSettings.defaults(), TrainingProgress.SILENT);

    Evaluation evaluation =
        FraudEvaluation.run(
            PACKAGE,
            rows,
            TimeSplit.allOf(rows),
            "simulator",
            "test",
            new Bootstrap(2, 0.95, 1),
            done -> {});

    assertThat(evaluation.rejected()).isEmpty();
    assertThat(evaluation.results().get(0).metrics().get("auc")).isGreaterThan(0.88);
    assertThat(evaluation.results().get(0).metrics().get("ece")).isLessThan(0.005);
  }
}
