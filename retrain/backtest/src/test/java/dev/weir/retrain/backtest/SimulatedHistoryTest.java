package dev.weir.retrain.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CardTransaction;
import dev.weir.scoring.OfflineFraudScoring;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.record.RawRecord;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A month of a small simulated world, its labels a week late, by the shipped model. */
class SimulatedHistoryTest {

  private static final int PAYMENTS = 8_000;
  private static final long DELAY = FraudSettings.defaults().labelDelay().toMillis();

  private final List<FraudRequest> requests = new ArrayList<>();
  private final List<FraudVote> votes = new ArrayList<>();

  SimulatedHistoryTest() {
    TransactionSource source = new TransactionSource(3, Histories.DAY, new CardWorld(150, 120, 20));
    for (int i = 0; i < PAYMENTS; i++) {
      Labelled<CardTransaction, CardTruth> next = source.next();
      long at = next.event().getOccurredAt().toEpochMilli();
      requests.add(
          FraudRequest.of(
              new RawRecord("transactions", 0, i, at, null, null, List.of()),
              FraudEvent.of(next.event())));
      votes.add(new FraudVote(next.event().getEventId(), next.truth().isFraud(), 5, at + DELAY));
    }
  }

  @Test
  void rows_ofABacktest_areThoseOfTheReplayToTheLastBit() {
    run(BacktestSettings.ALL);
    FraudReplay replay = new FraudReplay(FraudSettings.defaults());
    for (int i = 0; i < PAYMENTS; i++) {
      FraudRequest request = requests.get(i);
      float[] expected = replay.next(request.event().payment());
      if (votes.get(i).fraud()) {
        replay.label(request.event().payment(), votes.get(i).labelledAt(), true);
      }
      for (FraudFeature feature : FraudFeature.values()) {
        assertThat(Float.floatToRawIntBits(request.row()[feature.index()]))
            .as("%s of payment %d", feature.column(), i)
            .isEqualTo(Float.floatToRawIntBits(expected[feature.index()]));
      }
    }
  }

  @Test
  void builtInPolicy_onItsOwnWorld_catchesFraudAndFewElse() {
    BacktestResult result =
        run(
            new BacktestSettings(
                FraudSettings.defaults(), Histories.DAY.plus(Duration.ofDays(10)), null, null));

    assertThat(result.history().before()).isPositive();
    assertThat(result.would().all().frauds()).isGreaterThan(50);
    assertThat(result.would().recall(result.would().stopped())).isGreaterThan(0.3);
    assertThat(result.would().declined().precision()).isGreaterThan(0.5);
    assertThat(result.ranking().auc()).isGreaterThan(0.7);
    assertThat(result.rules()).containsKey("fraud.review");
    assertThat(result.days().values().stream().mapToLong(day -> day.all().n()).sum())
        .isEqualTo(result.would().all().n());
  }

  private BacktestResult run(BacktestSettings settings) {
    try (OfflineFraudScoring model = Histories.model()) {
      Backtest backtest =
          new Backtest(
              model, PolicyBook.of(FraudPolicies.DOMAIN, FraudPolicies.NAME), settings, votes);
      requests.forEach(backtest::transaction);
      backtest.endOfTransactions();
      return backtest.result();
    }
  }
}
