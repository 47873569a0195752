package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.record.OutboundRecord;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Scores transactions: find each one's model, infer, then policy, reasons and verdict record by
 * record. A record that fails becomes a dead letter and the others go on. Confined to one thread,
 * but for {@link #status}.
 */
final class FraudModelScoring implements FraudBatchScoring {

  private final ModelChoice<FraudModel> models;
  private final ControlView<FraudFacts> control;
  private final @Nullable ShadowQueue<FraudModel, FraudRequest> shadow;
  private final Serializer<FraudVerdict> writer;
  private final String verdictTopic;
  private final DeadLetters deadLetters;
  private final RegistryPatience patience;
  private final InstantSource clock;
  private final Runnable closing;

  /**
   * @param shadow null where no model can be on trial
   * @param closing closes all parts
   */
  FraudModelScoring(
      ModelChoice<FraudModel> models,
      ControlView<FraudFacts> control,
      @Nullable ShadowQueue<FraudModel, FraudRequest> shadow,
      Serializer<FraudVerdict> writer,
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
  public ScoringStatus status() {
    return new ScoringStatus(
        models.current(),
        control.policies().live(clock.millis()).label(),
        models.swaps(),
        models.refusals(),
        models.lastLoadMillis(),
        control.refused());
  }

  @Override
  public ScoredPayments score(List<FraudRequest> batch) throws InterruptedException {
    Inference<FraudModel> inference =
        Inference.of(batch, models, FraudModelScoring::infer, model -> 0);
    BatchAnswers answers = new BatchAnswers(batch, deadLetters, clock.instant());
    BatchTally tally = new BatchTally();
    PolicyBook<FraudFacts> policies = control.policies();
    List<RiskyPayment> risky = new ArrayList<>();
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < batch.size(); i++) {
      FraudRequest request = batch.get(i);
      latest = Math.max(latest, request.origin().timestamp());
      ScoreOutcome outcome = inference.outcome(i);
      if (outcome instanceof ScoreOutcome.Scored scored) {
        FraudModel model = inference.model(i);
        tally.scored(model);
        try {
          conclude(
              i, request, model, model.verdicts().risk(scored), policies, answers, tally, risky);
        } catch (RuntimeException e) {
          answers.fail(i, Stage.VERDICT, e);
        }
      } else if (outcome instanceof ScoreOutcome.Rejected rejected) {
        answers.reject(i, rejected);
      }
    }
    if (!batch.isEmpty()) {
      models.onBatch(latest);
    }
    return new ScoredPayments(answers.toBatch(tally.counts(inference)), risky);
  }

  static List<ScoreOutcome> infer(FraudModel model, List<FraudRequest> requests) {
    List<float[]> rows = new ArrayList<>(requests.size());
    requests.forEach(request -> rows.add(request.row()));
    return model.scorer().score(rows);
  }

  private void conclude(
      int index,
      FraudRequest request,
      FraudModel model,
      float risk,
      PolicyBook<FraudFacts> policies,
      BatchAnswers answers,
      BatchTally tally,
      List<RiskyPayment> risky)
      throws InterruptedException {
    long at = request.origin().timestamp();
    PolicyDecision decision = policies.decide(new FraudFacts(request, risk), at, tally.policies());
    List<FraudReason> reasons = model.reasons().of(decision, request.row());
    FraudVerdict verdict =
        model.verdicts().of(request, risk, decision, reasons, answers.scoredAt());
    byte[] value = patience.await(() -> writer.serialize(verdictTopic, verdict));
    answers.put(index, new OutboundRecord(verdictTopic, request.origin().key(), value, List.of()));
    if (verdict.getDecision() != Decision.APPROVE) {
      risky.add(RiskyPayment.of(verdict, request.event().payment()));
    }
    if (shadow != null) {
      for (ReleasedModel trial : models.onTrial(at)) {
        tally.offered(shadow.offer(trial, request));
      }
    }
  }

  @Override
  public void close() {
    closing.run();
  }
}
