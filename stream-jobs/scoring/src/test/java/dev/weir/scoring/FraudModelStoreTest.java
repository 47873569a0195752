package dev.weir.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Reason;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.policy.PolicyDecision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FraudModelStoreTest {

  private static final Path SHIPPED = Path.of("..", "..", "models", "weir-fraud", "1.0.0");

  @TempDir private Path folder;

  @Test
  void open_shippedPackage_scoresRowsAndNamesFeatures() {
    FraudReplay replay = new FraudReplay(FraudSettings.defaults());
    float[] row = new float[0];
    for (int i = 0; i < 40; i++) {
      row = replay.next(Payment.of(1_700_000_000_000L + i * 1_000L, 900_0000, "card", "t" + i));
    }
    try (FraudModel model = new FraudModelStore(FraudSettings.defaults()).open(SHIPPED)) {
      ScoreOutcome outcome = model.scorer().score(List.of(row)).get(0);
      assertThat(outcome).isInstanceOf(ScoreOutcome.Scored.class);
      assertThat(model.verdicts().risk((ScoreOutcome.Scored) outcome)).isBetween(0f, 1f);

      List<FraudReason> reasons =
          model
              .reasons()
              .of(
                  new PolicyDecision(
                      "p@1", Outcome.BLOCK, List.of(new Reason("a.b", "p", "r", "why"))),
                  row);

      assertThat(reasons.get(0)).isEqualTo(new FraudReason("a.b", "p", "r", null, null, "why"));
      List<FraudReason> features = reasons.subList(1, reasons.size());
      assertThat(features).isNotEmpty().hasSizeLessThanOrEqualTo(5);
      assertThat(features).extracting(FraudReason::getCode).containsOnly("feature.contribution");
      assertThat(features)
          .extracting(FraudReason::getContribution)
          .isSortedAccordingTo(java.util.Comparator.<Float>reverseOrder())
          .allMatch(contribution -> contribution >= 0.1f);
      for (FraudReason reason : features) {
        float value = row[FraudFeature.ofColumn(reason.getFeature()).index()];
        assertThat(reason.getDetail())
            .isEqualTo(reason.getFeature() + (Float.isNaN(value) ? " is missing" : " is " + value));
      }
      assertThat(model.reasons().of(new PolicyDecision("p@1", Outcome.PASS, List.of()), row))
          .isEmpty();
    }
  }

  @Test
  void open_otherLabelDelayThanTheModelWasTrainedWith_isRefused() {
    FraudModelStore store =
        new FraudModelStore(new FraudSettings(Duration.ofDays(3), ZoneOffset.UTC));

    assertThatThrownBy(() -> store.open(SHIPPED))
        .isInstanceOf(ModelPackageException.class)
        .hasMessageContaining("was trained with the label delay in days 7")
        .hasMessageContaining("computes features with 3");
  }

  @Test
  void open_modelOfAnotherColumn_isRefusedByItsName() throws IOException {
    Files.copy(SHIPPED.resolve("model.onnx"), folder.resolve("model.onnx"));
    Files.writeString(
        folder.resolve("weir.json"),
        Files.readString(SHIPPED.resolve("weir.json"))
            .replace("\"card_count_1h\"", "\"card_cuont_1h\"")
            .replaceAll(
                "(?s)\"files\" : \\{.*?\\}",
                "\"files\" : { \"model.onnx\" : \"" + digest() + "\" }"));

    assertThatThrownBy(() -> new FraudModelStore(FraudSettings.defaults()).open(folder))
        .hasMessageContaining("card_cuont_1h")
        .hasMessageContaining("card_count_1h");
  }

  private static String digest() throws IOException {
    return java.util.regex.Pattern.compile("\"model.onnx\" : \"([0-9a-f]{64})\"")
        .matcher(Files.readString(SHIPPED.resolve("weir.json")))
        .results()
        .findFirst()
        .orElseThrow()
        .group(1);
  }
}
