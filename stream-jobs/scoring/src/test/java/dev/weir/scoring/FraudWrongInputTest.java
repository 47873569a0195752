package dev.weir.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Policy;
import dev.weir.schemas.Reason;
import dev.weir.scoring.OfflineFraudScoring.Answer.Judged;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.dedup.FirstSeen;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.event.PaymentLimits;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.LabelMemory;
import dev.weir.scoring.label.LabelStep;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.FraudPolicies;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyCheck;
import dev.weir.scoring.record.RawRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What odd transactions come to, from the record to the decision, by the shipped model. */
class FraudWrongInputTest {

  private static final Path SHIPPED = Path.of("..", "..", "models", "weir-fraud", "1.0.0");
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final OfflineFraudScoring model =
      OfflineFraudScoring.open(SHIPPED, FraudSettings.defaults());
  private final FraudReplay histories = new FraudReplay(FraudSettings.defaults());
  private PolicyBook<FraudFacts> policies = PolicyBook.of(FraudPolicies.DOMAIN, "fraud");
  private int sent;

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void zeroAmount_isJudgedLikeAnyOther() throws InterruptedException {
    Judged judged = judge(transaction("t", NOW, "0"));

    assertThat(judged.risk()).isBetween(0f, 1f);
    assertThat(judged.failedRules()).isEmpty();
  }

  @Test
  void negativeAmount_isARefundAndApproved() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      Judged judged = judge(transaction("r-" + i, NOW.plusSeconds(i), "-500"));
      assertThat(judged.decision().decision()).as("refund %d", i).isEqualTo(Decision.APPROVE);
    }
  }

  @Test
  void largestAmounts_haveARisk_andFeaturesThatTheModelTakes() throws InterruptedException {
    for (String amount : List.of("10000000000", "-10000000000", "0.0001", "10000000000")) {
      assertThat(judge(transaction("a-" + amount + sent, NOW.plusSeconds(sent), amount)).risk())
          .isBetween(0f, 1f);
    }
  }

  @Test
  void timesFarOff_aheadIsRefused_longAgoSeesNothingYounger() throws InterruptedException {
    judge(transaction("now", NOW, "10"));

    assertThat(admission(transaction("ahead", NOW.plus(Duration.ofDays(2)), "10")))
        .isInstanceOfSatisfying(
            Admission.Refused.class,
            refused -> assertThat(refused.stage()).isEqualTo(Stage.VALIDATE));
    FraudRequest old = filled(transaction("old", NOW.minus(Duration.ofDays(400)), "10"));
    assertThat(old.row()[FraudFeature.CARD_COUNT_30D.index()]).isEqualTo(1);
    assertThat(model.judge(List.of(old), policies).get(0)).isInstanceOf(Judged.class);
  }

  @Test
  void sameEventIdAgain_isARepeat_andOtherRecordsAreNot() throws InterruptedException {
    DuplicateWindow window = new DuplicateWindow(Duration.ofMinutes(10));
    RawRecord first = record(3);
    RawRecord again = record(4);

    FirstSeen seen = FirstSeen.of(first);

    assertThat(window.isRepeat(seen, again)).isTrue();
    assertThat(window.isRepeat(seen, first)).isFalse();
    assertThat(window.isRepeat(null, first)).isFalse();
  }

  @Test
  void burstOfOneCard_isReviewedWhileItLasts_andItsStateStaysBounded() throws InterruptedException {
    int reviewed = 0;
    Judged last = null;
    for (int i = 0; i < 400; i++) {
      CardTransaction.Builder payment = transaction("b-" + i, NOW.plusMillis(100L * i), "3");
      payment.setTerminalId("terminal-" + i % 5);
      last = judge(payment);
      reviewed += last.decision().decision() == Decision.APPROVE ? 0 : 1;
    }

    assertThat(reviewed).isGreaterThanOrEqualTo(390);
    assertThat(last.decision().reasons()).extracting(Reason::getRule).contains("burst");
    assertThat(last.failedRules()).isEmpty();
  }

  @Test
  void labelOfAnUnknownEvent_waits_andTwoThatDisagreeResolveByTrust() {
    FraudVote user = new FraudVote("e", true, 1, NOW.toEpochMilli());
    FraudVote bank = new FraudVote("e", false, 4, NOW.minusSeconds(60).toEpochMilli());

    LabelStep waiting = LabelMemory.empty().vote(user);
    assertThat(waiting.kind()).isEqualTo(LabelStep.Kind.UNKNOWN_EVENT);
    assertThat(waiting.labels()).isEmpty();
    LabelStep known =
        waiting.memory().payment(PaymentKeys.of(Payment.of(NOW.toEpochMilli() - 9, 1, "c", "t")));
    assertThat(known.kind()).isEqualTo(LabelStep.Kind.FOLDED);
    assertThat(known.labels()).hasSize(2).allMatch(label -> label.fraud());
    LabelStep overruled = known.memory().vote(bank);
    assertThat(overruled.kind()).isEqualTo(LabelStep.Kind.FOLDED);
    assertThat(overruled.labels()).hasSize(2).noneMatch(label -> label.fraud());
    assertThat(overruled.memory().vote(user).kind()).isEqualTo(LabelStep.Kind.OUTVOTED);
  }

  @Test
  void lists_ofCardsTerminalsAndCountries_decideAsData_alsoBehindAvro()
      throws InterruptedException, IOException {
    policies =
        book(
            """
            name: fraud
            version: 7
            scope: transaction
            rules:
              - {name: cards, expression: transaction.card in lists.cards, outcome: block, reason_code: list.card}
              - {name: terminals, expression: transaction.terminal in lists.terminals, outcome: review, reason_code: list.terminal}
              - {name: trusted, expression: "transaction.country in lists.home && transaction.amount < 50.0", outcome: pass, reason_code: list.home}
              - {name: abroad, expression: "!(transaction.country in lists.home)", outcome: block, mode: shadow, reason_code: list.abroad}
            lists:
              cards: [stolen-1, stolen-2]
              terminals: [bad-terminal]
              home: [DE, AT]
            """);

    CardTransaction.Builder plain = transaction("l-1", NOW, "10");
    plain.setCountry("DE");
    assertThat(judge(plain).decision().decision()).isEqualTo(Decision.APPROVE);
    CardTransaction.Builder stolen = transaction("l-2", NOW.plusSeconds(1), "10");
    stolen.setCardId("stolen-2");
    stolen.setCountry("DE");
    assertThat(judge(stolen).decision().decision()).isEqualTo(Decision.DECLINE);
    CardTransaction.Builder terminal = transaction("l-3", NOW.plusSeconds(2), "10");
    terminal.setTerminalId("bad-terminal");
    Judged judged = judge(terminal);
    assertThat(judged.decision().decision()).isEqualTo(Decision.REVIEW);
    assertThat(judged.decision().reasons())
        .extracting(Reason::getCode)
        .containsExactly("list.terminal");
    assertThat(judged.shadowHits()).containsExactly("fraud@7/abroad");
  }

  /** The book as a job has it: the policy has been through its topic's Avro. */
  private static PolicyBook<FraudFacts> book(String yaml) throws IOException {
    PolicyCheck.Result read = PolicyCheck.read(yaml, "e", Instant.EPOCH, "test");
    Policy policy = Objects.requireNonNull(read.policy(), () -> read.problems().toString());
    Policy sent = Policy.fromByteBuffer(policy.toByteBuffer());
    return PolicyBook.of(FraudPolicies.DOMAIN, "fraud").with("fraud", sent).book();
  }

  private Judged judge(CardTransaction.Builder transaction) throws InterruptedException {
    return (Judged) model.judge(List.of(filled(transaction)), policies).get(0);
  }

  private FraudRequest filled(CardTransaction.Builder transaction) throws InterruptedException {
    FraudRequest request = ((Admission.Accepted<FraudRequest>) admission(transaction)).request();
    float[] row = histories.next(request.event().payment());
    System.arraycopy(row, 0, request.row(), 0, row.length);
    return request;
  }

  private Admission<FraudRequest> admission(CardTransaction.Builder transaction)
      throws InterruptedException {
    try (FraudIntake intake =
        new FraudIntake(
            (topic, bytes) -> transaction.build(),
            PaymentLimits.DEFAULT,
            new DeadLetters("dead-letters", "test"),
            new RegistryPatience(pause -> {}),
            () -> Instant.EPOCH,
            () -> {})) {
      return intake.read(record(sent++));
    }
  }

  private static RawRecord record(long offset) {
    return new RawRecord(
        "transactions", 0, offset, NOW.toEpochMilli(), null, new byte[1], List.of());
  }

  private static CardTransaction.Builder transaction(String id, Instant at, String amount) {
    return CardTransaction.newBuilder()
        .setEventId(id)
        .setOccurredAt(at)
        .setCardId("card")
        .setTerminalId("terminal")
        .setAmount(new BigDecimal(amount).setScale(4))
        .setCurrency("EUR");
  }
}
