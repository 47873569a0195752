package dev.weir.flink.stage;

import dev.weir.flink.state.OperatorMaker;
import dev.weir.scoring.Intake;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.record.RawRecord;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;

/** The operators of the stages. */
public final class Stages {

  private Stages() {}

  /** Bytes to requests; what cannot be read becomes a dead letter. Not keyed. */
  public static OneInputStreamOperatorFactory<RawRecord, Intake> intake(IntakeFactory factory) {
    return new OperatorMaker<>(
        IntakeOperator.class, parameters -> new IntakeOperator(parameters, factory));
  }

  /** Drops repeats inside the window; keyed by {@link StageKeys#byEvent}. */
  public static OneInputStreamOperatorFactory<Intake, Intake> duplicates(DuplicateWindow window) {
    return new OperatorMaker<>(
        DuplicateOperator.class, parameters -> new DuplicateOperator(parameters, window));
  }

  /** Sees raids as raids; keyed by {@link StageKeys#byCampaign}. */
  public static OneInputStreamOperatorFactory<Intake, Intake> campaigns() {
    return new OperatorMaker<>(CampaignOperator.class, CampaignOperator::new);
  }
}
