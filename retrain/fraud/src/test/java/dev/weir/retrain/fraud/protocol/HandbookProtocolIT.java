package dev.weir.retrain.fraud.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.retrain.fraud.tree.TreeParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The protocol is the handbook's: its row counts and its XGBoost come out again. */
class HandbookProtocolIT {
  private static final Path DATA = Path.of("..", "..", "..", "shared", "data", "fraud_handbook");

  @Test
  void protocol_onTheHandbooksData_givesItsCountsAndItsXgboost() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "the handbook's transactions are not at " + DATA);
    HandbookProtocol protocol = HandbookProtocol.read(DATA, payment -> {});
    PaymentRows rows = protocol.rows();
    Fold baseline = protocol.test().get(0); // also the single split of chapter 3

    assertThat(baseline.train()).hasSize(67_240);
    assertThat(Arrays.stream(baseline.train()).filter(rows::isFraud).count()).isEqualTo(598);
    assertThat(baseline.test()).hasSize(58_264);
    assertThat(Arrays.stream(baseline.test()).filter(rows::isFraud).count()).isEqualTo(385);

    // chapter 5: depth 3, 100 rounds, rate 0.1, exact splits; .872 / .694 / .304 on the test folds
    TreeParameters handbook = new TreeParameters(100, 3, 0.1, 1, 1, 1, 1, 1, 1, 0, false, 0);
    Figures mean =
        protocol
            .run(
                protocol.test(), new FoldRecipe.Trees(handbook), HandbookProtocol.HANDBOOK_FEATURES)
            .mean();
    assertThat(mean.auc()).isCloseTo(0.872, within(0.004));
    assertThat(mean.averagePrecision()).isCloseTo(0.694, within(0.004));
    assertThat(mean.cardPrecision()).isCloseTo(0.304, within(0.002));
  }
}
