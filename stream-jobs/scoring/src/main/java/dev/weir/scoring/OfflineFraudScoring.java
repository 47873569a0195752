package dev.weir.scoring;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.policy.DecisionTally;
import dev.weir.scoring.policy.FraudFacts;
import dev.weir.scoring.policy.PolicyBook;
import dev.weir.scoring.policy.PolicyDecision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Model and policy as jobs apply them to transactions whose rows are filled, without topics,
 * registry or verdicts: for what reads history. Confined to one thread.
 */
public final class OfflineFraudScoring implements AutoCloseable {

  private final FraudModel model;

  private OfflineFraudScoring(FraudModel model) {
    this.model = model;
  }

  /** What became of one transaction. */
  public sealed interface Answer {

    /**
     * It was judged.
     *
     * @param risk calibrated probability of fraud
     * @param shadowHits rules on trial that fired ({@code fraud@3/burst}) and what policies on
     *     trial decided ({@code strict@1=DECLINE})
     * @param failedRules rules that had no value for it
     */
    record Judged(
        float risk, PolicyDecision decision, Set<String> shadowHits, Set<String> failedRules)
        implements Answer {
      public Judged {
        shadowHits = Set.copyOf(shadowHits);
        failedRules = Set.copyOf(failedRules);
      }
    }

    /**
     * A job would have made a dead letter of it.
     *
     * @param code why, such as {@code value-missing}
     */
    record Rejected(String code) implements Answer {}
  }

  /**
   * Loads a model package.
   *
   * @throws dev.weir.engine.error.ModelPackageException when it cannot be used, or was trained with
   *     other settings of the features
   */
  public static OfflineFraudScoring open(Path folder, FraudSettings settings) {
    return new OfflineFraudScoring(new FraudModelStore(settings).open(folder));
  }

  /** The model that scores. */
  public ModelIdentity model() {
    return model.identity();
  }

  /**
   * Judges every transaction by the policy that held at its Kafka timestamp.
   *
   * @return one answer for each, in order
   */
  public List<Answer> judge(List<FraudRequest> batch, PolicyBook<FraudFacts> policies) {
    List<ScoreOutcome> outcomes = FraudModelScoring.infer(model, batch);
    List<Answer> answers = new ArrayList<>(batch.size());
    for (int i = 0; i < batch.size(); i++) {
      answers.add(
          outcomes.get(i) instanceof ScoreOutcome.Scored scored
              ? judged(batch.get(i), model.verdicts().risk(scored), policies)
              : new Answer.Rejected(((ScoreOutcome.Rejected) outcomes.get(i)).code()));
    }
    return answers;
  }

  private static Answer judged(FraudRequest request, float risk, PolicyBook<FraudFacts> policies) {
    DecisionTally tally = new DecisionTally();
    PolicyDecision decision =
        policies.decide(new FraudFacts(request, risk), request.origin().timestamp(), tally);
    return new Answer.Judged(
        risk, decision, tally.shadowHits().keySet(), tally.ruleFailures().keySet());
  }

  /** Frees the model. */
  @Override
  public void close() {
    model.close();
  }
}
