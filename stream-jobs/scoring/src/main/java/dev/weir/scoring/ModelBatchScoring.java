package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TextScorer;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.verdict.TextVerdicts;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores requests with one model under one policy: infer the batch, then author, policy and verdict
 * record by record. A record that fails becomes a dead letter and the others go on. Confined to one
 * thread; owns the scorer and the registry client and closes them.
 */
final class ModelBatchScoring implements TextBatchScoring {

  private static final Logger LOG = LoggerFactory.getLogger(ModelBatchScoring.class);

  private final TextScorer scorer;
  private final EngineMeter meter;
  private final TextVerdicts verdicts;
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
      Serializer<TextVerdict> writer,
      String verdictTopic,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    this.scorer = scorer;
    this.meter = meter;
    this.verdicts = verdicts;
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
    return verdicts.policyVersion();
  }

  @Override
  public ScoredBatch score(List<TextRequest> batch, AuthorBook book) throws InterruptedException {
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
    BatchAuthors authors = new BatchAuthors(book);
    long tokens = 0;
    int hits = 0;
    int scoredTexts = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (outcomes.get(i) instanceof ScoreOutcome.Scored scored) {
        scoredTexts++;
        hits += scored.fromCache() ? 1 : 0;
        tokens += scored.fromCache() ? 0 : scored.tokens();
        conclude(i, batch.get(i), scored, scoredAt, authors, answers);
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
            0,
            scoredTexts == 0 ? Map.of() : Map.of(model(), scoredTexts)));
  }

  private static Stage stageOf(ScoreOutcome.Rejected rejected) {
    return switch (rejected.stage()) {
      case "validate" -> Stage.VALIDATE;
      case "tokenize" -> Stage.TOKENIZE;
      default -> Stage.INFERENCE;
    };
  }

  private void conclude(
      int index,
      TextRequest request,
      ScoreOutcome.Scored scored,
      Instant scoredAt,
      BatchAuthors authors,
      BatchAnswers answers)
      throws InterruptedException {
    try {
      TextVerdict verdict = verdicts.of(request.event(), request.origin(), scored, scoredAt);
      byte[] value = patience.await(() -> writer.serialize(verdictTopic, verdict));
      answers.put(
          index, new OutboundRecord(verdictTopic, request.origin().key(), value, List.of()));
      String author = verdict.getAuthorId();
      authors.put(
          author, authors.memory(author).after(verdict.getAction(), request.origin().timestamp()));
    } catch (RuntimeException e) {
      answers.fail(index, Stage.VERDICT, e);
    }
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
