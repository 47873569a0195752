package dev.weir.retrain.backtest;

import static dev.weir.retrain.backtest.Histories.BY_AMOUNT;
import static dev.weir.retrain.backtest.Histories.DAY;
import static dev.weir.retrain.backtest.Histories.book;
import static dev.weir.retrain.backtest.Histories.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.backtest.Comparison.Change;
import dev.weir.schemas.Decision;
import dev.weir.scoring.OfflineFraudScoring;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.FraudVote;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacktestTest {

  private final OfflineFraudScoring model = Histories.model();

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void result_ofDecisionsAndLabels_countsPrecisionRecallAndMoney() {
    Backtest backtest =
        backtest(
            BacktestSettings.ALL,
            List.of(vote("a", true), vote("b", false), vote("c", true), vote("d", true)));
    backtest.transaction(payment("a", 1, 200));
    backtest.transaction(payment("b", 2, 150));
    backtest.transaction(payment("c", 3, 60));
    backtest.transaction(payment("d", 4, 20));
    backtest.transaction(payment("e", 5, 120));
    backtest.transaction(payment("f", 6, -30));
    backtest.endOfTransactions();

    Outcomes would = backtest.result().would();

    assertThat(would.declined()).isEqualTo(new Tally(3, 470, 1, 200, 1, 150));
    assertThat(would.reviewed()).isEqualTo(new Tally(1, 60, 1, 60, 0, 0));
    assertThat(would.approved()).isEqualTo(new Tally(2, 20, 1, 20, 0, 0));
    assertThat(would.declined().precision()).isEqualTo(0.5);
    assertThat(would.recall(would.declined())).isEqualTo(1 / 3.0);
    assertThat(would.stopped().precision()).isEqualTo(2 / 3.0);
    assertThat(would.recall(would.stopped())).isEqualTo(2 / 3.0);
    assertThat(backtest.result().comparison()).isNull();
    assertThat(backtest.result().policies()).isEqualTo(Map.of("amounts@4", 6L));
  }

  @Test
  void result_rules_areCountedWithTheirTruth_onTrialAndWithoutAValueAsWell() {
    Backtest backtest = backtest(BacktestSettings.ALL, List.of(vote("a", true), vote("b", false)));
    backtest.transaction(payment("a", 1, 200));
    backtest.transaction(payment("b", 2, 5));
    backtest.endOfTransactions();

    BacktestResult result = backtest.result();

    assertThat(result.rules())
        .isEqualTo(
            Map.of(
                "large", new Tally(1, 200, 1, 200, 0, 0),
                "some", new Tally(1, 200, 1, 200, 0, 0)));
    assertThat(result.shadow()).isEqualTo(Map.of("amounts@4/tiny", new Tally(1, 5, 0, 0, 1, 5)));
    assertThat(result.failedRules()).isEqualTo(Map.of("amounts@4/broken", 2L));
    assertThat(result.ranking()).isNotNull();
  }

  @Test
  void recorded_firstVerdictHolds_andChangesAreCounted() {
    Backtest backtest = backtest(BacktestSettings.ALL, List.of(vote("a", true)));
    backtest.transaction(payment("a", 1, 200));
    backtest.transaction(payment("b", 2, 20));
    backtest.transaction(payment("c", 3, 20));
    backtest.endOfTransactions();
    backtest.recorded("a", new Recorded(Decision.APPROVE, 0.1f, "fraud@1"));
    backtest.recorded("a", new Recorded(Decision.DECLINE, 0.9f, "fraud@2"));
    backtest.recorded("b", new Recorded(Decision.APPROVE, 0.1f, "fraud@1"));
    backtest.recorded("unknown", new Recorded(Decision.DECLINE, 0.9f, "fraud@1"));

    Comparison comparison = backtest.result().comparison();

    assertThat(comparison.changes())
        .isEqualTo(
            Map.of(
                new Change(Decision.APPROVE, Decision.DECLINE), new Tally(1, 200, 1, 200, 0, 0),
                new Change(Decision.APPROVE, Decision.APPROVE), new Tally(1, 20, 0, 0, 0, 0)));
    assertThat(comparison.changed()).isEqualTo(1);
    assertThat(comparison.happened().recall(comparison.happened().stopped())).isZero();
    assertThat(comparison.would().recall(comparison.would().stopped())).isEqualTo(1);
    assertThat(comparison.largest())
        .extracting(Difference::eventId, Difference::truth, Difference::rules)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", Truth.FRAUD, List.of("large", "some")));
  }

  @Test
  void transaction_outsideTheRange_makesHistoriesBeforeItAndNothingAfterIt() {
    BacktestSettings range =
        new BacktestSettings(
            FraudSettings.defaults(),
            DAY.plus(Duration.ofHours(2)),
            DAY.plus(Duration.ofHours(4)),
            null);
    Backtest backtest = backtest(range, List.of());
    backtest.transaction(payment("a", 1, 10));
    var counts = payment("b", 2, 10);
    backtest.transaction(counts);
    backtest.transaction(payment("b", 3, 10));
    backtest.transaction(payment("c", 4, 10));
    backtest.endOfTransactions();

    BacktestResult.History history = backtest.result().history();

    assertThat(history.before()).isEqualTo(1);
    assertThat(history.after()).isEqualTo(1);
    assertThat(history.repeats()).isEqualTo(1);
    assertThat(history.first()).isEqualTo(history.last()).isEqualTo(DAY.plus(Duration.ofHours(2)));
    assertThat(backtest.result().would().all().n()).isEqualTo(1);
    assertThat(counts.row()[dev.weir.scoring.fraud.FraudFeature.CARD_COUNT_1D.index()])
        .isEqualTo(2);
  }

  @Test
  void labels_thatDisagreeOrAreOfNobody_countAsInJobs() {
    Backtest backtest =
        backtest(
            BacktestSettings.ALL,
            List.of(
                new FraudVote("a", true, 1, DAY.plusSeconds(90_000).toEpochMilli()),
                new FraudVote("a", false, 4, DAY.plusSeconds(80_000).toEpochMilli()),
                vote("nobody", true)));
    backtest.transaction(payment("a", 1, 200));
    backtest.endOfTransactions();

    BacktestResult result = backtest.result();

    assertThat(result.would().declined().genuine()).isEqualTo(1);
    assertThat(result.history().labels()).isEqualTo(3);
    assertThat(result.history().labelsOfUnknown()).isEqualTo(1);
  }

  @Test
  void unlabelled_olderThanGenuineAfter_countsAsGenuine() {
    BacktestSettings week =
        new BacktestSettings(FraudSettings.defaults(), null, null, Duration.ofDays(7));
    Backtest backtest = backtest(week, List.of(vote("b", true)));
    backtest.transaction(payment("a", 0, 200));
    backtest.transaction(payment("b", 0, 200));
    backtest.transaction(payment("c", 7 * 24, 200));
    backtest.endOfTransactions();

    BacktestResult result = backtest.result();

    assertThat(result.would().declined()).isEqualTo(new Tally(3, 600, 1, 200, 1, 200));
    assertThat(result.history().assumedGenuine()).isEqualTo(1);
  }

  @Test
  void row_thatNoModelCanRead_isNoDecision() {
    Backtest backtest = backtest(BacktestSettings.ALL, List.of());
    backtest.notScored("decode");
    backtest.transaction(payment("a", 1, 10));
    backtest.endOfTransactions();

    assertThat(backtest.result().history().notScored()).isEqualTo(Map.of("decode", 1L));
    assertThat(backtest.result().would().all().n()).isEqualTo(1);
  }

  @Test
  void settings_rangeThatIsNone_isRefused() {
    assertThatThrownBy(() -> new BacktestSettings(FraudSettings.defaults(), DAY, DAY, null))
        .hasMessageContaining("from 2026-03-01T00:00:00Z is not before to");
    assertThatThrownBy(
            () -> new BacktestSettings(FraudSettings.defaults(), null, null, Duration.ofDays(-1)))
        .hasMessageContaining("genuine-after is PT-24H");
  }

  private Backtest backtest(BacktestSettings settings, List<FraudVote> votes) {
    return new Backtest(model, book(BY_AMOUNT), settings, votes);
  }

  private static FraudVote vote(String id, boolean fraud) {
    return new FraudVote(id, fraud, 3, DAY.plus(Duration.ofDays(2)).toEpochMilli());
  }
}
