package dev.weir.retrain.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.fraud.data.LabelledPayment;
import dev.weir.retrain.fraud.data.PaymentSource;
import dev.weir.retrain.fraud.data.SimulatedPayments;
import dev.weir.retrain.fraud.net.NetParameters;
import dev.weir.retrain.fraud.pack.FraudPackage;
import dev.weir.retrain.fraud.train.TrainingProgress;
import dev.weir.retrain.fraud.train.TrainingSettings;
import dev.weir.retrain.fraud.tree.TreeParameters;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReferenceJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudTrainingTest {
  /** Nine simulated days: enough frauds for every part, soon done. */
  private static final PaymentSource DAYS = new SimulatedPayments(3, 9);

  private static final TrainingSettings SMALL =
      TrainingSettings.defaults()
          .withParameters(new TreeParameters(20, 3, 0.3, 1, 0.5, 1, 1, 1, 1, 64, true, 1));

  private static final TrainingSettings NET =
      TrainingSettings.defaults().withNet(new NetParameters(16, 8, 4, 256, 5e-3, 0.01, 0.1, 1));

  @TempDir Path folder;

  private static FraudTraining.Order order(TrainingSettings settings) {
    return order(DAYS, settings);
  }

  private static FraudTraining.Order order(PaymentSource data, TrainingSettings settings) {
    return new FraudTraining.Order(
        data, null, "test-fraud", "1", "Apache-2.0", "weir train fraud", settings);
  }

  @Test
  void training_ofSimulatedPayments_givesAPackageThatFindsFraud() throws IOException {
    Path target = folder.resolve("test-fraud").resolve("1");

    FraudTraining.Result result =
        FraudTraining.run(
            order(SMALL.withCandidates(1)),
            target,
            folder.resolve("work"),
            TrainingProgress.SILENT);

    assertThat(result.evaluation().results().get(0).metrics().get("auc")).isGreaterThan(0.7);
    assertThat(result.evaluation().rejected()).isEmpty();
    assertThat(result.learningCurve()).startsWith("<svg");
    ModelPackage made = ModelPackage.read(target);
    assertThat(made.manifest().golden()).hasSize(4);
    assertThat(made.manifest().provenance().path("features").path("label_delay_days").asInt())
        .isEqualTo(7);
    assertThat(Files.readString(target.resolve("MODEL_CARD.md")))
        .contains("# test-fraud 1", "average_precision", "## Weaknesses");
    assertThat(folder.resolve("work")).doesNotExist();
    assertThat(FraudPackage.learnedUntil(made)).as("made up").isNull();
    assertThat(made.manifest().files()).containsKey(DriftReference.FILE);
    DriftReference reference =
        DriftReferenceJson.read(Files.readAllBytes(target.resolve(DriftReference.FILE)));
    assertThat(reference.known()).containsOnlyKeys(DriftSubject.FRAUD_SCORES);
    assertThat(reference.slices().get(DriftSubject.PAYMENT_INPUT).get("all").records())
        .isEqualTo(result.evaluation().results().get(0).n());
  }

  @Test
  void training_ofPaymentsOfAStream_saysUntilWhenItLearned() throws IOException {
    Path target = folder.resolve("test-fraud").resolve("1");

    FraudTraining.run(
        order(new Recorded(DAYS), SMALL), target, folder.resolve("work"), TrainingProgress.SILENT);

    // of nine days the ninth is tested on
    assertThat(FraudPackage.learnedUntil(ModelPackage.read(target)))
        .isEqualTo("2026-01-09T00:00:00Z");
    assertThat(Files.readString(target.resolve("MODEL_CARD.md")))
        .contains("in time, all before 2026-01-09T00:00:00Z");
  }

  /** Payments as a stream had them: what their times say is so. */
  private record Recorded(PaymentSource payments) implements PaymentSource {
    @Override
    public String name() {
      return "recorded";
    }

    @Override
    public void forEach(Consumer<LabelledPayment> sink) throws IOException {
      payments.forEach(sink);
    }
  }

  @Test
  void training_killedOnTheWay_goesOnAndEndsWithTheSameTrees() throws IOException {
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    Path work = folder.resolve("work");
    FraudTraining.run(order(SMALL), whole, folder.resolve("other"), TrainingProgress.SILENT);

    assertThatThrownBy(
            () -> FraudTraining.run(order(SMALL), resumed, work, new KilledAfterOneStep()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(work.resolve("trees-10.ubj")).exists();
    FraudTraining.run(order(SMALL), resumed, work, TrainingProgress.SILENT);

    assertThat(Files.mismatch(whole.resolve("model.onnx"), resumed.resolve("model.onnx")))
        .isEqualTo(-1);
  }

  @Test
  void network_ofSimulatedPayments_givesAPackageThatFindsFraud() throws IOException {
    Path target = folder.resolve("test-fraud").resolve("1");

    FraudTraining.Result result =
        FraudTraining.run(order(NET), target, folder.resolve("work"), TrainingProgress.SILENT);

    assertThat(result.evaluation().results().get(0).metrics().get("auc")).isGreaterThan(0.7);
    assertThat(result.evaluation().rejected()).isEmpty();
    ModelPackage made = ModelPackage.read(target);
    assertThat(made.manifest().golden()).hasSize(4);
    assertThat(made.manifest().provenance().path("method").asText()).isEqualTo("mlp");
    assertThat(Files.readString(target.resolve("MODEL_CARD.md")))
        .contains("a network of 16 and 8 units (PyTorch,");
    assertThat(folder.resolve("work")).doesNotExist();
  }

  @Test
  void network_killedOnTheWay_goesOnAndEndsWithTheSameWeights() throws IOException {
    Path whole = folder.resolve("whole");
    Path resumed = folder.resolve("resumed");
    Path work = folder.resolve("work");
    FraudTraining.run(order(NET), whole, folder.resolve("other"), TrainingProgress.SILENT);

    assertThatThrownBy(() -> FraudTraining.run(order(NET), resumed, work, new KilledAfterOneStep()))
        .isInstanceOf(IllegalStateException.class);
    assertThat(work.resolve("net.checkpoint")).exists();
    FraudTraining.run(order(NET), resumed, work, TrainingProgress.SILENT);

    assertThat(Files.mismatch(whole.resolve("model.onnx"), resumed.resolve("model.onnx")))
        .isEqualTo(-1);
  }

  @Test
  void training_intoAnotherPackagesPlace_isRefused() throws IOException {
    Path target = Files.createDirectories(folder.resolve("taken"));
    Files.writeString(target.resolve("weir.json"), "{}");

    assertThatThrownBy(
            () ->
                FraudTraining.run(
                    order(SMALL), target, folder.resolve("work"), TrainingProgress.SILENT))
        .hasMessageContaining("taken");
  }

  private static final class KilledAfterOneStep implements TrainingProgress {
    private boolean growing;

    @Override
    public void begin(String stage, long steps) {
      growing = stage.equals("grow trees") || stage.equals("train a network");
    }

    @Override
    public void step(long done) {
      if (growing) {
        throw new IllegalStateException("killed");
      }
    }
  }
}
