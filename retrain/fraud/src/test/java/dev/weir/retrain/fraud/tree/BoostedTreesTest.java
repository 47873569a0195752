package dev.weir.retrain.fraud.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.fraud.TestPayments;
import dev.weir.retrain.fraud.data.PaymentRows;
import dev.weir.scoring.fraud.FraudFeature;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {
  private static final TrainingRows ROWS = TestPayments.table(1, 2_000, 4);
  private static final TreeParameters SMALL = TreeParameters.defaults().withRounds(10);

  private static BoostedTrees train(int rounds, BoostedTrees base) {
    return BoostedTrees.train(ROWS, SMALL, rounds, TestPayments.undirected(4), base);
  }

  @Test
  void training_again_givesTheSameTrees() {
    try (BoostedTrees one = train(5, null);
        BoostedTrees other = train(5, null)) {
      assertThat(Arrays.equals(other.logOdds(ROWS), one.logOdds(ROWS))).isTrue();
    }
  }

  @Test
  void training_goingOnFromItsBytes_givesTheSameTreesEachTime() {
    try (BoostedTrees part = train(4, null);
        BoostedTrees reloaded = BoostedTrees.ofBytes(part.toBytes());
        BoostedTrees rest = train(6, part);
        BoostedTrees again = train(6, reloaded)) {
      assertThat(rest.rounds()).isEqualTo(10);
      assertThat(part.rounds()).isEqualTo(4);
      assertThat(Arrays.equals(again.logOdds(ROWS), rest.logOdds(ROWS))).isTrue();
    }
  }

  @Test
  void monotoneColumn_neverLowersTheRisk() {
    TreeParameters monotone = new TreeParameters(20, 4, 0.3, 1, 1, 1, 1, 1, 1, 256, true, 1);
    try (BoostedTrees trees =
        BoostedTrees.train(ROWS, monotone, 20, new int[] {1, 0, 0, 0}, null)) {
      float before = Float.NEGATIVE_INFINITY;
      for (int value = -300; value <= 300; value += 10) {
        float[] row = {value, 0, 0, 0};
        float odds = trees.logOdds(new TrainingRows(row, 4, new float[1]))[0];
        assertThat(odds).isGreaterThanOrEqualTo(before);
        before = odds;
      }
    }
  }

  @Test
  void parameters_outOfRange_areNamed() {
    assertThatThrownBy(() -> SMALL.withRounds(0))
        .hasMessage("tree parameter rounds: expected 1 to 10000, got 0.0");
  }

  @Test
  void bytes_thatAreNoTrees_areRefused() {
    assertThatThrownBy(
            () -> BoostedTrees.ofBytes("nothing".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("XGBoost cannot load");
  }

  @Test
  void nativeLibrary_thatDoesNotLoad_saysWhatToInstall() {
    assertThat(NativeLibrary.message(new UnsatisfiedLinkError("libgomp.so.1: no such file")))
        .contains("libgomp.so.1: no such file")
        .contains("install libgomp1");
  }

  @Test
  void directions_areThoseThatAreSure() {
    assertThat(Directions.of(FraudFeature.TERMINAL_RISK)).isEqualTo(1);
    assertThat(Directions.of(FraudFeature.TERMINAL_DELAYED_RISK_7D)).isEqualTo(1);
    assertThat(Directions.of(FraudFeature.TERMINAL_GENUINE_SINCE_FRAUD)).isEqualTo(-1);
    assertThat(Directions.of(FraudFeature.HOUR)).isZero();
  }

  @Test
  void rows_ofSomeColumns_areCopied() {
    PaymentRows rows =
        TestPayments.rows(
            List.of(
                TestPayments.payment(0, "a", 12, false), TestPayments.payment(1, "a", 24, true)));

    TrainingRows table =
        TrainingRows.of(
            rows,
            new int[] {1},
            new int[] {FraudFeature.AMOUNT.index(), FraudFeature.CARD_COUNT_7D.index()});

    assertThat(table.values()).containsExactly(24, 2);
    assertThat(table.labels()).containsExactly(1);
  }
}
