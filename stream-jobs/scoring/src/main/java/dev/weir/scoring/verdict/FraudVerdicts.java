package dev.weir.scoring.verdict;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.policy.PolicyDecision;
import dev.weir.scoring.record.RawRecord;
import java.time.Instant;
import java.util.List;

/** Builds fraud verdicts for one model. Labels become indexes here, once. Thread-safe. */
public final class FraudVerdicts {

  private final ModelRef model;
  private final int task;
  private final int fraud;

  /**
   * @throws ModelPackageException when the model has no task {@code fraud} with a label {@code
   *     fraud}; the message says what to change in the package
   */
  public FraudVerdicts(ModelIdentity identity, List<TaskSpec> tasks) {
    LabelIndex index = new LabelIndex(identity, tasks);
    model = new ModelRef(identity.name(), identity.version(), identity.digest());
    task = index.task("fraud");
    if (task == LabelIndex.ABSENT) {
      throw new ModelPackageException(
          Problem.LABEL_MISMATCH,
          LabelIndex.describe(identity)
              + ": has the tasks "
              + tasks.stream().map(TaskSpec::name).toList()
              + "; fraud verdicts need the task fraud");
    }
    fraud = index.required(task, "fraud");
  }

  /** Calibrated probability of fraud. */
  public float risk(ScoreOutcome.Scored scored) {
    return scored.probabilities()[task][fraud];
  }

  /**
   * The verdict on that transaction; it keeps the request's row, which must not change any more.
   *
   * @param reasons rules that fired, then the features that weighed most
   */
  public FraudVerdict of(
      FraudRequest request,
      float risk,
      PolicyDecision decision,
      List<FraudReason> reasons,
      Instant scoredAt) {
    RawRecord origin = request.origin();
    return new FraudVerdict(
        VerdictIds.ofFraud(request.eventId()),
        request.eventId(),
        Instant.ofEpochMilli(request.event().payment().occurredAt()),
        new Source(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            Instant.ofEpochMilli(origin.timestamp())),
        request.event().payment().cardId(),
        risk,
        decision.decision(),
        reasons,
        new FeatureValues(request.row()),
        model,
        decision.policy(),
        scoredAt);
  }
}
