package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.author.AuthorBook;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.policy.TextFacts;
import dev.weir.scoring.record.OutboundRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Scores requests: find each one's model, infer, then author, policy and verdict record by record.
 * A record that fails becomes a dead letter and the others go on. Confined to one thread, but for
 * {@link #status}.
 */
final class ModelBatchScoring implements TextBatchScoring {

  private final ModelChoice<TextModel> models;
  private final ControlView<TextFacts> control;
  private final @Nullable ShadowScoring shadow;
  private final Serializer<TextVerdict> writer;
  private final String verdictTopic;
  private final DeadLetters deadLetters;
  private final RegistryPatience patience;
  private final InstantSource clock;
  private final Runnable closing;

  /**
   * @param shadow null where no model can be on trial
   * @param closing closes all parts
   */
  ModelBatchScoring(
      ModelChoice<TextModel> models,
      ControlView<TextFacts> control,
      @Nullable ShadowScoring shadow,
      Serializer<TextVerdict> writer,
      String verdictTopic,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Runnable closing) {
    this.models = models;
    this.control = control;
    this.shadow = shadow;
    this.writer = writer;
    this.verdictTopic = verdictTopic;
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.clock = clock;
    this.closing = closing;
  }

  @Override
  public String model() {
    return models.current();
  }

  @Override
  public String policy() {
    return control.policies().live(clock.millis()).label();
  }

  @Override
  public ScoringStatus status() {
    return new ScoringStatus(
        model(),
        policy(),
        models.swaps(),
        models.refusals(),
        models.lastLoadMillis(),
        control.refused());
  }

  @Override
  public ScoredBatch score(List<TextRequest> batch, AuthorBook authorBook)
      throws InterruptedException {
    Inference<TextModel> inference =
        Inference.of(
            batch, models, ModelBatchScoring::infer, model -> model.meter().takePaddedTokens());
    BatchAnswers answers = new BatchAnswers(batch, deadLetters, clock.instant());
    BatchAuthors authors = new BatchAuthors(authorBook);
    BatchTally tally = new BatchTally();
    PolicyBook<TextFacts> policies = control.policies();
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < batch.size(); i++) {
      TextRequest request = batch.get(i);
      latest = Math.max(latest, request.origin().timestamp());
      ScoreOutcome outcome = inference.outcome(i);
      if (outcome instanceof ScoreOutcome.Scored scored) {
        tally.scored(inference.model(i), scored);
        try {
          conclude(i, request, inference.model(i), scored, policies, authors, answers, tally);
        } catch (RuntimeException e) {
          answers.fail(i, Stage.VERDICT, e);
        }
      } else if (outcome instanceof ScoreOutcome.Rejected rejected) {
        answers.reject(i, rejected);
      }
    }
    authors.save();
    if (!batch.isEmpty()) {
      models.onBatch(latest);
    }
    return answers.toBatch(tally.counts(inference));
  }

  private static List<ScoreOutcome> infer(TextModel model, List<TextRequest> requests) {
    List<String> texts = new ArrayList<>(requests.size());
    requests.forEach(request -> texts.add(request.event().text()));
    return model.scorer().score(texts);
  }

  private void conclude(
      int index,
      TextRequest request,
      TextModel model,
      ScoreOutcome.Scored scored,
      PolicyBook<TextFacts> policies,
      BatchAuthors authors,
      BatchAnswers answers,
      BatchTally tally)
      throws InterruptedException {
    long at = request.origin().timestamp();
    String authorId = request.event().authorId();
    AuthorStanding author = authors.memory(authorId).standing(at);
    TextFacts facts =
        new TextFacts(
            request.event(), model.verdicts().scores(scored), author, request.campaign(), at);
    PolicyDecision decision = policies.decide(facts, at, tally.policies());
    TextVerdict verdict =
        model
            .verdicts()
            .of(request.event(), request.origin(), scored, decision, answers.scoredAt());
    byte[] value = patience.await(() -> writer.serialize(verdictTopic, verdict));
    answers.put(index, new OutboundRecord(verdictTopic, request.origin().key(), value, List.of()));
    authors.put(authorId, authors.memory(authorId).after(decision.action(), at));
    tally.decided(decision);
    if (shadow != null) {
      for (ReleasedModel trial : models.onTrial(at)) {
        tally.offered(shadow.offer(trial, request, author));
      }
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
