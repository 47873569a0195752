package dev.weir.scoring;

import static dev.weir.scoring.control.Releases.ledger;
import static dev.weir.scoring.control.Releases.model;
import static dev.weir.scoring.control.Releases.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.schemas.Action;
import dev.weir.schemas.Reason;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.control.ReleaseLedger;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.TextPolicies;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Spam probability is a hundredth of the text's length. */
@Timeout(60)
class ModelBatchScoringTest {

  private static final String SPAM = "x".repeat(95);

  private final List<TextVerdict> written = new ArrayList<>();
  private final LinkedBlockingQueue<OutboundRecord> shadowed = new LinkedBlockingQueue<>();
  private final Map<String, AuthorMemory> authors = new HashMap<>();
  private final AuthorBook book =
      new AuthorBook() {
        @Override
        public @Nullable AuthorMemory load(String authorId) {
          return authors.get(authorId);
        }

        @Override
        public void save(String authorId, AuthorMemory memory) {
          authors.put(authorId, memory);
        }
      };
  private final ReleasedModels<TextModel> released = new ReleasedModels<>(this::load);
  private final ShadowScoring shadow =
      new ShadowScoring(
          this::load,
          () -> PolicyBook.of(TextPolicies.DOMAIN, "default"),
          (topic, verdict) -> verdict.toString().getBytes(UTF_8),
          "shadow",
          shadowed::add,
          Clock.systemUTC());
  private final ModelBatchScoring scoring =
      new ModelBatchScoring(
          new ModelChoice<>(new FakeScorer("started").asModel(), released),
          ControlView.fixed(PolicyBook.of(TextPolicies.DOMAIN, "default")),
          shadow,
          this::write,
          "verdicts",
          new DeadLetters("dead-letters", "test"),
          new RegistryPatience(pause -> {}),
          Clock.fixed(Instant.EPOCH, ZoneOffset.UTC),
          () -> {});

  @AfterEach
  void close() {
    shadow.close();
    released.close();
  }

  @Test
  void score_acrossASwap_splitsTheBatchAtTheExactTimestamp() throws InterruptedException {
    announce(
        ledger(
            step("old", ReleaseStage.LIVE, null, 100), step("new", ReleaseStage.LIVE, null, 200)));

    ScoredBatch batch = scoring.score(at(99, 100, 199, 200, 201), book);

    assertThat(written)
        .extracting(verdict -> verdict.getModel().getName())
        .containsExactly("started", "old", "old", "new", "new");
    assertThat(batch.counts().models())
        .isEqualTo(Map.of("started@1.0.0", 1, "old@1.0.0", 2, "new@1.0.0", 2));
    assertThat(scoring.status().model()).isEqualTo("new@1.0.0");
    assertThat(scoring.status().swaps()).isEqualTo(1);
  }

  @Test
  void score_recordsALittleLate_areAnsweredByTheirModelAndCountAsNoSwap()
      throws InterruptedException {
    announce(
        ledger(
            step("old", ReleaseStage.LIVE, null, 100), step("new", ReleaseStage.LIVE, null, 200)));

    for (long timestamp : new long[] {150, 250, 199, 201, 198}) {
      scoring.score(at(timestamp), book);
    }

    assertThat(models()).containsExactly("old", "new", "old", "new", "old");
    assertThat(scoring.status().model()).isEqualTo("new@1.0.0");
    assertThat(scoring.status().swaps()).isEqualTo(2);
  }

  @Test
  void score_replayOfTheSameRange_givesTheSameModels() throws InterruptedException {
    ReleaseLedger ledger =
        ledger(
            step("old", ReleaseStage.LIVE, null, 100),
            step("trial", ReleaseStage.CANARY, 0.5, 150),
            step("trial", ReleaseStage.LIVE, null, 200));
    announce(ledger);
    long[] range = new long[200];
    for (int i = 0; i < range.length; i++) {
      range[i] = 50L + i;
    }

    scoring.score(at(range), book);
    List<String> first = models();
    written.clear();
    scoring.score(at(range), book);

    assertThat(models()).isEqualTo(first).contains("started", "old", "trial");
  }

  @Test
  void score_releaseThatCannotBeLoaded_goesOnWithTheOneBefore() throws InterruptedException {
    announce(
        ledger(
            step("old", ReleaseStage.LIVE, null, 100),
            step("broken", ReleaseStage.LIVE, null, 200)));

    scoring.score(at(150, 250), book);

    assertThat(models()).containsExactly("old", "old");
    assertThat(scoring.status().swapsRefused()).isEqualTo(1);
  }

  @Test
  void score_modelOnTrial_scoresCopiesIntoItsOwnTopic() throws InterruptedException {
    announce(ledger(step("trial", ReleaseStage.SHADOW, null, 100)));

    ScoredBatch batch = scoring.score(at(99, 100), book);

    assertThat(models()).containsExactly("started", "started");
    assertThat(batch.counts().shadowRecords()).isEqualTo(1);
    OutboundRecord copy = shadowed.poll(30, TimeUnit.SECONDS);
    assertThat(copy.topic()).isEqualTo("shadow");
    assertThat(new String(copy.value(), UTF_8)).contains("\"trial\"", "\"e-1\"");
    assertThat(shadowed).isEmpty();
  }

  @Test
  void score_sameAuthorInOneBatch_strikesCountRecordByRecord() throws InterruptedException {
    List<TextRequest> batch = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      batch.add(request(i, 1_000 + i, "villain", SPAM));
    }
    batch.add(request(3, 1_003, "villain", "y".repeat(35)));
    batch.add(request(4, 1_004, "other", "y".repeat(35)));

    scoring.score(batch, book);

    assertThat(written)
        .extracting(TextVerdict::getAction)
        .containsExactly(Action.REMOVE, Action.REMOVE, Action.REMOVE, Action.REVIEW, Action.ALLOW);
    assertThat(written.get(3).getReasons())
        .extracting(Reason::getCode)
        .containsExactly("author.strikes");
    assertThat(authors.get("villain").standing(1_004).removed()).isEqualTo(3);
  }

  @Test
  void score_authorWithoutAnId_isNotRemembered() throws InterruptedException {
    scoring.score(List.of(request(0, 0, "", SPAM)), book);

    assertThat(authors).isEmpty();
  }

  @Test
  void score_campaign_isCountedAndNamed() throws InterruptedException {
    TextRequest raid =
        request(0, 0, "a", "y".repeat(30)).withCampaign(new CampaignSighting(20, 12, 3, 60_000));

    ScoredBatch batch = scoring.score(List.of(raid), book);

    assertThat(batch.counts().campaigns()).isEqualTo(1);
    assertThat(written.get(0).getReasons().get(0).getDetail())
        .isEqualTo("20 near-duplicates by 12 authors in 3 places within 60 s");
  }

  @Test
  void score_nothing_isNothing() throws InterruptedException {
    assertThat(scoring.score(List.of(), book).records()).isEmpty();
  }

  private void announce(ReleaseLedger ledger) {
    released.announce(ledger, 0);
  }

  private List<String> models() {
    return written.stream().map(verdict -> verdict.getModel().getName()).toList();
  }

  private List<TextRequest> at(long... timestamps) {
    List<TextRequest> requests = new ArrayList<>();
    for (long timestamp : timestamps) {
      requests.add(request(requests.size(), timestamp, "author-" + requests.size(), "hello"));
    }
    return requests;
  }

  private static TextRequest request(int id, long timestamp, String author, String text) {
    RawRecord origin = new RawRecord("comments", 0, id, timestamp, null, null, List.of());
    return TextRequest.of(
        origin,
        new TextEvent(
            "e-" + id, Instant.EPOCH, author, "subject", null, text, null, EventContext.NONE));
  }

  private byte[] write(String topic, TextVerdict verdict) {
    written.add(verdict);
    return new byte[0];
  }

  private TextModel load(ReleasedModel wanted) {
    if (wanted.equals(model("broken"))) {
      throw new ModelPackageException(Problem.TRUNCATED_MODEL, "it ends early");
    }
    return new FakeScorer(wanted.name()).asModel();
  }
}
