package dev.weir.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.TextPolicies;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import dev.weir.scoring.verdict.VerdictIds;
import dev.weir.serde.RegistryUnavailableException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Good requests and bad ones in one batch: one answer for each, at its place. */
class BatchAnswersTest {

  private final FakeScorer model = new FakeScorer();
  private final List<String> registryAwayFor = new ArrayList<>();
  private final TextBatchScoring scoring = scoring(model);

  @Test
  void score_goodTexts_givesOneVerdictEachInOrderWithTheKey() throws InterruptedException {
    ScoredBatch batch = scoring.score(requests("one", "two", "three"), AuthorBook.blank());

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
  void score_badTextsAmongGood_answersEachAtItsPlace() throws InterruptedException {
    ScoredBatch batch =
        scoring.score(
            requests("good", FakeScorer.UNTOKENIZABLE, "unwritable", "fine"), AuthorBook.blank());

    assertThat(batch.records())
        .extracting(BatchAnswersTest::stage)
        .containsExactly(null, "tokenize", "verdict", null);
    assertThat(batch.verdicts()).isEqualTo(2);
    assertThat(batch.deadLetters())
        .containsOnly(Map.entry(Stage.TOKENIZE, 1), Map.entry(Stage.VERDICT, 1));
    assertThat(model.batches)
        .containsExactly(List.of("good", FakeScorer.UNTOKENIZABLE, "unwritable", "fine"));
  }

  @Test
  void score_rejectedByTheModel_carriesItsCodeAndSentence() throws InterruptedException {
    OutboundRecord letter =
        scoring.score(requests(FakeScorer.UNTOKENIZABLE), AuthorBook.blank()).records().get(0);

    assertThat(RecordHeader.lastText(letter.headers(), DeadLetterHeaders.MESSAGE))
        .isEqualTo("tokenizer-failed: no tokens came out");
  }

  @Test
  void score_registryAwayWhileWriting_waitsAndLosesNothing() throws InterruptedException {
    registryAwayFor.addAll(List.of("write:e-0", "write:e-0"));

    ScoredBatch batch = scoring.score(requests("one"), AuthorBook.blank());

    assertThat(batch.verdicts()).isEqualTo(1);
    assertThat(registryAwayFor).isEmpty();
  }

  @Test
  void score_modelThatLosesAnswers_fails() {
    TextBatchScoring broken =
        scoring(
            new FakeScorer() {
              @Override
              public List<dev.weir.engine.ScoreOutcome> score(List<String> requests) {
                return List.of();
              }
            });

    assertThatThrownBy(() -> broken.score(requests("one"), AuthorBook.blank()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("fake@1.0.0 answered 0 of 1 requests");
  }

  private TextBatchScoring scoring(FakeScorer scorer) {
    return new ModelBatchScoring(
        new ModelChoice<>(scorer.asModel(), null),
        ControlView.fixed(PolicyBook.of(TextPolicies.DOMAIN, "default")),
        null,
        this::write,
        "verdicts",
        new DeadLetters("dead-letters", "test"),
        new RegistryPatience(pause -> {}),
        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
        () -> {});
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

  private static List<TextRequest> requests(String... texts) {
    List<TextRequest> requests = new ArrayList<>();
    for (String text : texts) {
      int i = requests.size();
      byte[] key = ("k-" + i).getBytes(UTF_8);
      RawRecord origin =
          new RawRecord("weir.comments", 0, i, 1_000 + i, key, text.getBytes(UTF_8), List.of());
      TextEvent event =
          new TextEvent(
              "e-" + i, Instant.EPOCH, "author", "subject", null, text, null, EventContext.NONE);
      requests.add(TextRequest.of(origin, event));
    }
    return requests;
  }
}
