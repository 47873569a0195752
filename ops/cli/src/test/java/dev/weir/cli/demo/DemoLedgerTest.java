package dev.weir.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoLedgerTest {

  private static final Instant T0 = Instant.ofEpochMilli(1_000_000);

  private final DemoLedger ledger = new DemoLedger();

  @Test
  void everySentRecordAnswered_nothingIsMissing() {
    ledger.sent(at(0));
    ledger.sent(at(1));
    ledger.verdict(verdict("a", 0, "ham"), T0.toEpochMilli() + 7);
    ledger.deadLetter(at(1));
    DemoFigures figures = ledger.figures();
    assertThat(figures.eventsIn()).isEqualTo(2);
    assertThat(figures.verdicts()).isEqualTo(1);
    assertThat(figures.deadLetters()).isEqualTo(1);
    assertThat(figures.missing()).isZero();
    assertThat(figures.duplicates()).isZero();
    assertThat(figures.latency().p50()).isEqualTo(7);
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
    assertThat(ledger.figures().duplicates()).isEqualTo(2);
    assertThat(ledger.figures().verdicts()).isEqualTo(1);
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

  private void truth(String eventId, String spam) {
    ledger.expect(
        eventId, new DemoLedger.TrueLabels("neutral", spam, "clean"), "text of " + eventId);
  }

  private static Position at(long offset) {
    return new Position("weir.comments", 1, offset);
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
