package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TextScorer;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorMemory;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.policy.DecisionTally;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.policy.TextFacts;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.verdict.TextVerdicts;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores requests with one model: infer the batch, then author, policy and verdict record by
 * record. A record that fails becomes a dead letter and the others go on. Confined to one thread;
 * owns the scorer and the registry client and closes them.
 */
final class ModelBatchScoring implements TextBatchScoring {

  private static final Logger LOG = LoggerFactory.getLogger(ModelBatchScoring.class);

  private final TextScorer scorer;
  private final EngineMeter meter;
  private final TextVerdicts verdicts;
  private final Supplier<PolicyBook> policies;
  private final Serializer<TextVerdict> writer;
  private final String verdictTopic;
  private final DeadLetters deadLetters;
  private final RegistryPatience patience;
  private final InstantSource clock;
  private final Closeable registry;

  ModelBatchScoring(
      TextScorer scorer,
      EngineMeter meter,
      TextVerdicts verdicts,
      Supplier<PolicyBook> policies,
      Serializer<TextVerdict> writer,
      String verdictTopic,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    this.scorer = scorer;
    this.meter = meter;
    this.verdicts = verdicts;
    this.policies = policies;
    this.writer = writer;
    this.verdictTopic = verdictTopic;
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.clock = clock;
    this.registry = registry;
  }

  @Override
  public String model() {
    return scorer.model().toString();
  }

  @Override
  public String policy() {
    return policies.get().live(clock.millis()).label();
  }

  @Override
  public ScoredBatch score(List<TextRequest> batch, AuthorBook authorBook)
      throws InterruptedException {
    List<String> texts = new ArrayList<>(batch.size());
    batch.forEach(request -> texts.add(request.event().text()));
    long start = System.nanoTime();
    List<ScoreOutcome> outcomes = texts.isEmpty() ? List.of() : scorer.score(texts);
    long inferenceNanos = texts.isEmpty() ? 0 : System.nanoTime() - start;
    if (outcomes.size() != texts.size()) {
      throw new IllegalStateException(
          model() + " answered " + outcomes.size() + " of " + texts.size() + " texts");
    }
    Instant scoredAt = clock.instant();
    BatchAnswers answers = new BatchAnswers(batch, deadLetters, scoredAt);
    BatchAuthors authors = new BatchAuthors(authorBook);
    DecisionTally tally = new DecisionTally();
    PolicyBook book = policies.get();
    long tokens = 0;
    int hits = 0;
    int scoredTexts = 0;
    int campaigns = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (outcomes.get(i) instanceof ScoreOutcome.Scored scored) {
        scoredTexts++;
        hits += scored.fromCache() ? 1 : 0;
        tokens += scored.fromCache() ? 0 : scored.tokens();
        TextRequest request = batch.get(i);
        try {
          AuthorMemory author = authors.memory(request.event().authorId());
          PolicyDecision decision = decide(request, scored, author, book, tally);
          answers.put(i, verdict(request, scored, decision, scoredAt));
          authors.put(
              request.event().authorId(),
              author.after(decision.action(), request.origin().timestamp()));
          campaigns += decision.namesCampaign() ? 1 : 0;
        } catch (RuntimeException e) {
          answers.fail(i, Stage.VERDICT, e);
        }
      } else if (outcomes.get(i) instanceof ScoreOutcome.Rejected rejected) {
        answers.fail(i, stageOf(rejected), new ModelRejectionException(rejected));
      }
    }
    authors.save();
    return answers.toBatch(
        new BatchCounts(
            tokens,
            meter.takePaddedTokens(),
            inferenceNanos,
            hits,
            scoredTexts - hits,
            campaigns,
            scoredTexts == 0 ? Map.of() : Map.of(model(), scoredTexts),
            0,
            0,
            tally.shadowHits(),
            tally.ruleFailures()));
  }

  private PolicyDecision decide(
      TextRequest request,
      ScoreOutcome.Scored scored,
      AuthorMemory author,
      PolicyBook book,
      DecisionTally tally) {
    long at = request.origin().timestamp();
    TextFacts facts =
        new TextFacts(
            request.event(), verdicts.scores(scored), author.standing(at), request.campaign(), at);
    return book.decide(facts, at, tally);
  }

  private OutboundRecord verdict(
      TextRequest request, ScoreOutcome.Scored scored, PolicyDecision decision, Instant scoredAt)
      throws InterruptedException {
    TextVerdict verdict =
        verdicts.of(request.event(), request.origin(), scored, decision, scoredAt);
    byte[] value = patience.await(() -> writer.serialize(verdictTopic, verdict));
    return new OutboundRecord(verdictTopic, request.origin().key(), value, List.of());
  }

  private static Stage stageOf(ScoreOutcome.Rejected rejected) {
    return switch (rejected.stage()) {
      case "validate" -> Stage.VALIDATE;
      case "tokenize" -> Stage.TOKENIZE;
      default -> Stage.INFERENCE;
    };
  }

  @Override
  public void close() {
    close(scorer, meter, registry);
  }

  static void close(
      @Nullable TextScorer scorer, @Nullable EngineMeter meter, @Nullable Closeable registry) {
    try (scorer;
        meter) {
      if (registry != null) {
        registry.close();
      }
    } catch (IOException e) {
      LOG.warn("schema registry client did not close: {}", e.getMessage());
    }
  }
}
