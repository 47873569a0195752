package dev.weir.flink.stage;

import dev.weir.flink.state.OperatorMaker;
import dev.weir.scoring.Intake;
import dev.weir.scoring.TextIntake;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.record.RawRecord;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;

/** The operators of the stages. */
public final class Stages {

  private Stages() {}

  /** Bytes to requests; what cannot be read becomes a dead letter. Not keyed. */
  public static OneInputStreamOperatorFactory<RawRecord, Intake> intake(Opener<TextIntake> intake) {
    return intake(intake, TextIntake::read);
  }

  /** Bytes to what an intake makes of them. Not keyed. */
  public static <I extends AutoCloseable, OUT> OneInputStreamOperatorFactory<RawRecord, OUT> intake(
      Opener<I> intake, RecordReader<I, OUT> reader) {
    return new OperatorMaker<>(
        IntakeOperator.class, parameters -> new IntakeOperator<>(parameters, intake, reader));
  }

  /** Drops repeats inside the window; keyed by {@link StageKeys#byEvent}. */
  public static OneInputStreamOperatorFactory<Intake, Intake> duplicates(DuplicateWindow window) {
    return duplicates(
        window, intake -> intake instanceof Intake.Accepted accepted ? accepted.request() : null);
  }

  /** Drops repeats inside the window; keyed by the bucket of the event id. */
  public static <T> OneInputStreamOperatorFactory<T, T> duplicates(
      DuplicateWindow window, RequestIn<T> requests) {
    return new OperatorMaker<>(
        DuplicateOperator.class,
        parameters -> new DuplicateOperator<>(parameters, window, requests));
  }

  /** Sees raids as raids; keyed by {@link StageKeys#byCampaign}. */
  public static OneInputStreamOperatorFactory<Intake, Intake> campaigns() {
    return new OperatorMaker<>(CampaignOperator.class, CampaignOperator::new);
  }
}
