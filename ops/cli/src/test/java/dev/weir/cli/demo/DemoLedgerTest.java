package dev.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoLedgerTest {

  private static final Instant T0 = Instant.ofEpochMilli(1_000_000);

  private final DemoLedger ledger = new DemoLedger("weir.transactions");

  @Test
  void everySentRecordAnswered_nothingIsMissing() {
    ledger.sent(at(0));
    ledger.sent(at(1));
    ledger.verdict(verdict("a", 0, "ham"), T0.toEpochMilli() + 7);
    ledger.deadLetter(at(1));
    DemoFigures figures = ledger.figures();
    assertThat(figures.texts().eventsIn()).isEqualTo(2);
    assertThat(figures.texts().verdicts()).isEqualTo(1);
    assertThat(figures.texts().deadLetters()).isEqualTo(1);
    assertThat(figures.texts().missing()).isZero();
    assertThat(figures.texts().duplicates()).isZero();
    assertThat(figures.texts().latency().p50()).isEqualTo(7);
    assertThat(figures.all()).isEqualTo(figures.texts());
  }

  @Test
  void recordWithoutAnswer_isMissing() {
    ledger.sent(at(0));
    ledger.sent(at(5));
    ledger.verdict(verdict("a", 5, "ham"), T0.toEpochMilli());
    assertThat(ledger.missing()).isEqualTo(1);
  }

  @Test
  void secondAnswerOfAnyKind_isADuplicate() {
    ledger.sent(at(0));
    ledger.verdict(verdict("a", 0, "ham"), T0.toEpochMilli());
    ledger.verdict(verdict("a", 0, "ham"), T0.toEpochMilli());
    ledger.deadLetter(at(0));
    assertThat(ledger.figures().all().duplicates()).isEqualTo(2);
    assertThat(ledger.figures().all().verdicts()).isEqualTo(1);
  }

  @Test
  void answerBeforeTheBrokersReceipt_counts() {
    ledger.verdict(verdict("a", 0, "ham"), T0.toEpochMilli());
    ledger.sent(at(0));
    assertThat(ledger.missing()).isZero();
  }

  @Test
  void quality_isPrecisionAndRecallOfTheLabelThatMatters() {
    truth("a", "spam");
    truth("b", "spam");
    truth("c", "ham");
    truth("d", "ham");
    ledger.verdict(verdict("a", 0, "spam"), T0.toEpochMilli());
    ledger.verdict(verdict("b", 1, "ham"), T0.toEpochMilli());
    ledger.verdict(verdict("c", 2, "spam"), T0.toEpochMilli());
    ledger.verdict(verdict("d", 3, "spam"), T0.toEpochMilli());
    DemoFigures.Quality spam = ledger.figures().quality().get("spam");
    assertThat(spam.precision()).isCloseTo(1.0 / 3, within(1e-9));
    assertThat(spam.recall()).isCloseTo(0.5, within(1e-9));
    assertThat(spam.n()).isEqualTo(4);
    assertThat(ledger.figures().quality()).doesNotContainKey("sentiment");
    assertThat(ledger.figures().lastAnswers())
        .extracting(AnsweredText::text)
        .containsExactly("text of a", "text of b", "text of c", "text of d");
  }

  @Test
  void transactions_areCountedBesideTexts() {
    ledger.sent(at(0));
    ledger.sent(paidAt(0));
    ledger.sent(paidAt(1));
    ledger.sent(paidAt(2));
    ledger.verdict(verdict("a", 0, "ham"), T0.toEpochMilli() + 7);
    ledger.verdict(verdict("p", 0, Decision.APPROVE), T0.toEpochMilli() + 3);
    ledger.deadLetter(paidAt(1));
    DemoFigures figures = ledger.figures();
    assertThat(figures.all().eventsIn()).isEqualTo(4);
    assertThat(figures.texts().missing()).isZero();
    assertThat(figures.transactions().eventsIn()).isEqualTo(3);
    assertThat(figures.transactions().verdicts()).isEqualTo(1);
    assertThat(figures.transactions().deadLetters()).isEqualTo(1);
    assertThat(figures.transactions().missing()).isEqualTo(1);
    assertThat(figures.transactions().latency().p50()).isEqualTo(3);
    assertThat(ledger.missing()).isEqualTo(1);
  }

  @Test
  void qualityOfFraud_countsWhatWasNotApproved() {
    ledger.expect("a", true);
    ledger.expect("b", true);
    ledger.expect("c", false);
    ledger.verdict(verdict("a", 0, Decision.REVIEW), T0.toEpochMilli());
    ledger.verdict(verdict("b", 1, Decision.APPROVE), T0.toEpochMilli());
    ledger.verdict(verdict("c", 2, Decision.DECLINE), T0.toEpochMilli());
    DemoFigures.Quality fraud = ledger.figures().quality().get("fraud");
    assertThat(fraud.precision()).isCloseTo(0.5, within(1e-9));
    assertThat(fraud.recall()).isCloseTo(0.5, within(1e-9));
    assertThat(fraud.n()).isEqualTo(3);
  }

  @Test
  void alertsOfOneCase_showItsLastStateLast() {
    ledger.alert(alert("1", Severity.LOW));
    ledger.alert(alert("2", Severity.LOW));
    ledger.alert(alert("1", Severity.HIGH));
    assertThat(ledger.figures().cases()).isEqualTo(2);
    assertThat(ledger.figures().lastAlerts())
        .extracting(FraudAlert::getSeverity)
        .containsExactly(Severity.LOW, Severity.HIGH);
  }

  private void truth(String eventId, String spam) {
    ledger.expect(
        eventId, new DemoLedger.TrueLabels("neutral", spam, "clean"), "text of " + eventId);
  }

  private static Position at(long offset) {
    return new Position("weir.comments", 1, offset);
  }

  private static Position paidAt(long offset) {
    return new Position("weir.transactions", 1, offset);
  }

  private static FraudVerdict verdict(String eventId, long offset, Decision decision) {
    return FraudVerdict.newBuilder()
        .setVerdictId("v-" + eventId)
        .setEventId(eventId)
        .setOccurredAt(T0)
        .setSource(new Source("weir.transactions", 1, offset, T0))
        .setCardId("card")
        .setRisk(0.5f)
        .setDecision(decision)
        .setModel(new ModelRef("m", "1", "d"))
        .setPolicyVersion("p@1")
        .setScoredAt(T0)
        .build();
  }

  private static FraudAlert alert(String id, Severity severity) {
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setEventId("e")
        .setOccurredAt(T0)
        .setVerdictId("v")
        .setCardId("card")
        .setSeverity(severity)
        .setRisk(0.5f)
        .setDecision(Decision.REVIEW)
        .setEventIds(List.of("e"))
        .setOpenedAt(T0)
        .setRaisedAt(T0)
        .setModel(new ModelRef("m", "1", "d"))
        .setPolicyVersion("p@1")
        .build();
  }

  private static TextVerdict verdict(String eventId, long offset, String spam) {
    return TextVerdict.newBuilder()
        .setVerdictId("v-" + eventId)
        .setEventId(eventId)
        .setOccurredAt(T0)
        .setSource(
            Source.newBuilder()
                .setTopic("weir.comments")
                .setPartition(1)
                .setOffset(offset)
                .setTimestamp(T0)
                .build())
        .setAuthorId("author")
        .setSpam(new BinaryScore(spam, 0.5f))
        .setAction(Action.ALLOW)
        .setReasons(List.of())
        .setModel(ModelRef.newBuilder().setName("m").setVersion("1").setDigest("d").build())
        .setPolicyVersion("p@1")
        .setScoredAt(T0)
        .build();
  }
}
