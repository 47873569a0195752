package dev.weir.scoring;

import static dev.weir.scoring.control.Releases.ledger;
import static dev.weir.scoring.control.Releases.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ReleaseStage;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.verdict.VerdictIds;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Risk is a hundredth of the amount. */
@Timeout(60)
class FraudModelScoringTest {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final List<FraudVerdict> written = new ArrayList<>();
  private final LinkedBlockingQueue<OutboundRecord> shadowed = new LinkedBlockingQueue<>();
  private final PolicyBook<FraudFacts> policies = PolicyBook.of(FraudPolicies.DOMAIN, "fraud");
  private final ReleasedModels<FraudModel> released = new ReleasedModels<>(this::load);
  private final FraudShadow trial =
      new FraudShadow(
          () -> policies, (topic, verdict) -> verdict.toString().getBytes(UTF_8), "shadow", CLOCK);
  private final ShadowQueue<FraudModel, FraudRequest> shadow =
      new ShadowQueue<FraudModel, FraudRequest>(this::load, trial::score, shadowed::add).start();
  private final FraudModelScoring scoring =
      new FraudModelScoring(
          new ModelChoice<>(new FakeRowScorer("started").asModel(), released),
          ControlView.fixed(policies),
          shadow,
          this::write,
          "verdicts",
          new DeadLetters("dead-letters", "test"),
          new RegistryPatience(pause -> {}),
          CLOCK,
          () -> {});

  @AfterEach
  void close() {
    shadow.close();
    released.close();
  }

  @Test
  void score_transactions_areApprovedReviewedAndDeclinedByTheBuiltInPolicy()
      throws InterruptedException {
    ScoredPayments payments = scoring.score(List.of(of(0, 29), of(1, 30), of(2, 90)));

    assertThat(written)
        .extracting(FraudVerdict::getDecision)
        .containsExactly(Decision.APPROVE, Decision.REVIEW, Decision.DECLINE);
    assertThat(written).extracting(FraudVerdict::getPolicyVersion).containsOnly("fraud@1");
    assertThat(written.get(0).getReasons()).isEmpty();
    assertThat(written.get(2).getReasons())
        .containsExactly(
            new FraudReason(
                "fraud.score",
                "fraud",
                "fraud.decline",
                null,
                null,
                "probability of fraud 0.900, threshold 0.90"));
    assertThat(payments.scored().verdicts()).isEqualTo(3);
    assertThat(payments.scored().counts().models()).isEqualTo(Map.of("started@1.0.0", 3));
    assertThat(payments.risky())
        .extracting(RiskyPayment::eventId, RiskyPayment::decision)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("t-1", Decision.REVIEW),
            org.assertj.core.groups.Tuple.tuple("t-2", Decision.DECLINE));
    assertThat(payments.risky().get(1).expectedLoss()).isEqualTo(0.9f * 90.0);
  }

  @Test
  void score_verdict_carriesEveryFeatureExactlyAndItsDeterministicId() throws InterruptedException {
    FraudRequest request = of(7, 12.3f);
    request.row()[FraudFeature.CARD_SPEED.index()] = Float.NaN;

    scoring.score(List.of(request));

    FraudVerdict verdict = written.get(0);
    assertThat(verdict.getVerdictId()).isEqualTo(VerdictIds.ofFraud("t-7"));
    assertThat(verdict.getFeatures()).hasSize(FraudFeature.count());
    for (FraudFeature feature : FraudFeature.values()) {
      float value = request.row()[feature.index()];
      assertThat(verdict.getFeatures().get(feature.column()))
          .as(feature.column())
          .isEqualTo(Float.isNaN(value) ? null : Float.valueOf(value));
    }
    assertThat(verdict.getFeatures()).containsKey("card_speed").doesNotContainKey("card_sped");
    assertThat(new ArrayList<>(verdict.getFeatures().keySet()).get(0)).isEqualTo("amount");
    assertThat(verdict.getSource().getOffset()).isEqualTo(7);
    assertThat(verdict.getCardId()).isEqualTo("card");
  }

  @Test
  void score_rowThatNoModelCanRead_isADeadLetterOfFeaturesAndTheOthersGoOn()
      throws InterruptedException {
    ScoredPayments payments =
        scoring.score(List.of(of(0, 1), of(1, Float.POSITIVE_INFINITY), of(2, 1)));

    assertThat(payments.scored().deadLetters()).isEqualTo(Map.of(Stage.FEATURES, 1));
    assertThat(payments.scored().records())
        .extracting(OutboundRecord::topic)
        .containsExactly("verdicts", "dead-letters", "verdicts");
  }

  @Test
  void score_refund_isApprovedWhateverTheRisk() throws InterruptedException {
    FraudRequest refund = of(0, 95, -95_0000);

    scoring.score(List.of(refund));

    assertThat(written.get(0).getRisk()).isEqualTo(0.95f);
    assertThat(written.get(0).getDecision()).isEqualTo(Decision.APPROVE);
  }

  @Test
  void score_burstOfACard_isReviewedByARuleThatTheVerdictNames() throws InterruptedException {
    FraudRequest request = of(0, 1);
    request.row()[FraudFeature.CARD_COUNT_10M.index()] = 6;
    request.row()[FraudFeature.CARD_TERMINALS_1H.index()] = 3;

    scoring.score(List.of(request));

    assertThat(written.get(0).getDecision()).isEqualTo(Decision.REVIEW);
    assertThat(written.get(0).getReasons())
        .extracting(FraudReason::getCode, FraudReason::getRule)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("card.burst", "burst"));
  }

  @Test
  void score_acrossASwap_splitsTheBatchAtTheExactTimestamp() throws InterruptedException {
    released.announce(ledger(ReleaseLedger.FRAUD, step("new", ReleaseStage.LIVE, null, 101)), 0);

    scoring.score(List.of(of(100, 1), of(101, 1)));

    assertThat(written)
        .extracting(verdict -> verdict.getModel().getName())
        .containsExactly("started", "new");
    assertThat(scoring.status().swaps()).isEqualTo(1);
  }

  @Test
  void score_modelOnTrial_saysItsOwnIntoItsOwnTopic() throws InterruptedException {
    released.announce(ledger(ReleaseLedger.FRAUD, step("trial", ReleaseStage.SHADOW, null, 0)), 0);

    ScoredPayments payments = scoring.score(List.of(of(5, 50)));

    assertThat(written.get(0).getModel().getName()).isEqualTo("started");
    assertThat(payments.scored().counts().shadowRecords()).isEqualTo(1);
    OutboundRecord copy = shadowed.poll(30, TimeUnit.SECONDS);
    assertThat(copy.topic()).isEqualTo("shadow");
    assertThat(new String(copy.value(), UTF_8)).contains("\"trial\"", "\"REVIEW\"");
    assertThat(new String(copy.value(), UTF_8)).doesNotContain(VerdictIds.ofFraud("t-5"));
  }

  private static FraudRequest of(int id, float amount) {
    return of(id, amount, 1_0000);
  }

  private static FraudRequest of(int id, float amountFeature, long units) {
    FraudRequest request =
        FraudRequest.of(
            new RawRecord("transactions", 0, id, id, null, null, List.of()),
            new FraudEvent(
                "t-" + id,
                Payment.of(
                    id, units == 1_0000 ? (long) (amountFeature * 1_0000) : units, "card", "t"),
                "EUR",
                null,
                null,
                null,
                null));
    request.row()[FraudFeature.AMOUNT.index()] = amountFeature;
    return request;
  }

  private FraudModel load(ReleasedModel wanted) {
    return new FakeRowScorer(wanted.name()).asModel();
  }

  private byte[] write(String topic, FraudVerdict verdict) {
    written.add(verdict);
    return new byte[0];
  }
}
