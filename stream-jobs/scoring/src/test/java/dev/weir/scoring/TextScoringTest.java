package dev.weir.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextLimits;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.serde.RegistryUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Records here are plain text: {@code undecodable} does not decode, everything else is the text.
 */
class TextScoringTest {

  private final FakeScorer model = new FakeScorer();
  private final List<String> registryAwayFor = new ArrayList<>();
  private int closedRegistries;
  private final TextScoring scoring = scoring(model);

  @Test
  void score_goodRecords_givesOneVerdictEachInOrderWithTheKey() throws InterruptedException {
    ScoredBatch batch = scoring.score(records("one", "two", "three"));

    assertThat(batch.verdicts()).isEqualTo(3);
    assertThat(batch.deadLetters()).isEmpty();
    assertThat(batch.records()).extracting(OutboundRecord::topic).containsOnly("verdicts");
    assertThat(batch.records())
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactly(
            VerdictIds.ofText("e-0"), VerdictIds.ofText("e-1"), VerdictIds.ofText("e-2"));
    assertThat(batch.records())
        .extracting(record -> new String(record.key(), UTF_8))
        .containsExactly("k-0", "k-1", "k-2");
    assertThat(batch.tokens()).isEqualTo(11);
    assertThat(model.batches).containsExactly(List.of("one", "two", "three"));
  }

  @Test
  void score_badRecordsAmongGood_answersEachAtItsPlace() throws InterruptedException {
    ScoredBatch batch =
        scoring.score(
            records("good", "undecodable", "", FakeScorer.UNTOKENIZABLE, "unwritable", "fine"));

    assertThat(batch.records())
        .extracting(TextScoringTest::stage)
        .containsExactly(null, "decode", "validate", "tokenize", "verdict", null);
    assertThat(batch.verdicts()).isEqualTo(2);
    assertThat(batch.deadLetters())
        .containsOnly(
            Map.entry(Stage.DECODE, 1),
            Map.entry(Stage.VALIDATE, 1),
            Map.entry(Stage.TOKENIZE, 1),
            Map.entry(Stage.VERDICT, 1));
    assertThat(model.batches)
        .containsExactly(List.of("good", FakeScorer.UNTOKENIZABLE, "unwritable", "fine"));
  }

  @Test
  void score_onlyBadRecords_doesNotRunTheModel() throws InterruptedException {
    ScoredBatch batch = scoring.score(records("undecodable", ""));

    assertThat(batch.verdicts()).isZero();
    assertThat(batch.inferenceNanos()).isZero();
    assertThat(model.batches).isEmpty();
  }

  @Test
  void score_rejectedByTheModel_carriesItsCodeAndSentence() throws InterruptedException {
    OutboundRecord letter = scoring.score(records(FakeScorer.UNTOKENIZABLE)).records().get(0);

    assertThat(RecordHeader.lastText(letter.headers(), DeadLetterHeaders.MESSAGE))
        .isEqualTo("tokenizer-failed: no tokens came out");
  }

  @Test
  void score_registryAwayWhileReadingAndWriting_waitsAndLosesNothing() throws InterruptedException {
    registryAwayFor.addAll(List.of("read:one", "read:one", "write:e-0"));

    ScoredBatch batch = scoring.score(records("one"));

    assertThat(batch.verdicts()).isEqualTo(1);
    assertThat(registryAwayFor).isEmpty();
  }

  @Test
  void score_deadLetterOfValidation_neverHoldsTheTextInItsHeaders() throws InterruptedException {
    String secret = "s3cret ".repeat(100);

    OutboundRecord letter = scoring.score(records(secret)).records().get(0);

    assertThat(stage(letter)).isEqualTo("validate");
    assertThat(letter.headers())
        .noneMatch(header -> new String(header.value(), UTF_8).contains("s3cret"));
  }

  @Test
  void score_modelThatLosesAnswers_fails() {
    TextScoring broken =
        scoring(
            new FakeScorer() {
              @Override
              public List<dev.weir.engine.ScoreOutcome> score(List<String> texts) {
                return List.of();
              }
            });

    assertThatThrownBy(() -> broken.score(records("one")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fake@1.0.0 answered 0 of 1 texts");
  }

  @Test
  void close_closesTheModelAndBothRegistryClients() {
    scoring.close();

    assertThat(closedRegistries).isEqualTo(2);
    assertThat(model.closed).isTrue();
  }

  private TextScoring scoring(FakeScorer scorer) {
    TextModel model = scorer.asModel();
    DeadLetters deadLetters = new DeadLetters("dead-letters", "test");
    return new TextScoring(
        new TextIntake(
            this::read,
            TextLimits.DEFAULT.withMaxTextChars(100),
            deadLetters,
            new RegistryPatience(pause -> {}),
            () -> Instant.EPOCH,
            () -> closedRegistries++),
        new ModelBatchScoring(
            new ModelChoice(model, null),
            ControlView.fixed(PolicyBook.of("default")),
            null,
            this::write,
            "verdicts",
            deadLetters,
            new RegistryPatience(pause -> {}),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
            () -> {
              model.close();
              closedRegistries++;
            }));
  }

  private TextEvent read(RawRecord record) {
    String text = new String(record.value(), UTF_8);
    if (registryAwayFor.remove("read:" + text)) {
      throw new RegistryUnavailableException("connection refused", null);
    }
    if (text.equals("undecodable")) {
      throw new IllegalArgumentException("not an event");
    }
    return new TextEvent(
        "e-" + record.offset(),
        Instant.EPOCH,
        "author",
        "subject",
        null,
        text,
        null,
        EventContext.NONE);
  }

  private byte[] write(String topic, TextVerdict verdict) {
    if (registryAwayFor.remove("write:" + verdict.getEventId())) {
      throw new RegistryUnavailableException("connection refused", null);
    }
    if (verdict.getSpam().getScore() == "unwritable".length() / 100f) {
      throw new IllegalArgumentException("cannot be written");
    }
    return verdict.getVerdictId().getBytes(UTF_8);
  }

  private static String stage(OutboundRecord record) {
    return RecordHeader.lastText(record.headers(), DeadLetterHeaders.STAGE);
  }

  private static List<RawRecord> records(String... texts) {
    List<RawRecord> records = new ArrayList<>();
    for (String text : Arrays.asList(texts)) {
      int i = records.size();
      byte[] key = ("k-" + i).getBytes(UTF_8);
      records.add(
          new RawRecord("weir.comments", 0, i, 1_000 + i, key, text.getBytes(UTF_8), List.of()));
    }
    return records;
  }
}
