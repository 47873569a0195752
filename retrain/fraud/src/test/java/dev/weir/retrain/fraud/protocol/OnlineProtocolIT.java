package dev.weir.retrain.fraud.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.retrain.fraud.train.Recipe;
import dev.weir.scoring.fraud.FraudSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The protocol on features that the stages of a job log in their verdicts: the rows are those of
 * the offline path to the last bit, and so are the figures.
 */
class OnlineProtocolIT {

  private static final Path DATA = Path.of("..", "..", "..", "shared", "data", "fraud_handbook");

  /** As docs/benchmarks.md has them of the offline path. */
  private static final Figures OFFLINE = new Figures(0.886, 0.752, 0.311);

  @Test
  void protocol_onFeaturesOfVerdicts_givesTheFiguresOfTheOfflinePath() throws IOException {
    assumeTrue(Boolean.getBoolean("weir.long"), "takes minutes; -Plong runs it");
    assumeTrue(Files.isDirectory(DATA), "the handbook's transactions are not at " + DATA);
    LoggedRows logged = new LoggedRows(FraudSettings.defaults());
    HandbookProtocol protocol = HandbookProtocol.read(DATA, logged, payment -> {});

    assertThat(logged.rows()).isGreaterThan(1_000_000);
    assertThat(logged.differences()).isZero();

    Figures mean =
        protocol
            .run(protocol.test(), FoldRecipe.of(Recipe.TREES), HandbookProtocol.weirFeatures())
            .mean();
    assertThat(mean.auc()).isCloseTo(OFFLINE.auc(), within(0.0005));
    assertThat(mean.averagePrecision()).isCloseTo(OFFLINE.averagePrecision(), within(0.0005));
    assertThat(mean.cardPrecision()).isCloseTo(OFFLINE.cardPrecision(), within(0.0005));
  }
}
