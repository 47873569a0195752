package dev.weir.flink.batch;

import dev.weir.flink.stage.Opener;
import dev.weir.flink.state.OperatorMaker;
import dev.weir.scoring.Intake;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.record.OutboundRecord;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;

/** The scoring stage of texts. */
public final class MicroBatches {

  private MicroBatches() {}

  /**
   * The operator that scores in batches. Keyed by {@link dev.weir.flink.stage.StageKeys#byAuthor}
   * it remembers authors, without a key it knows none.
   *
   * @param limits when a batch closes
   * @param scoring opens the scoring of a subtask, on its TaskManager
   */
  public static OneInputStreamOperatorFactory<Intake, OutboundRecord> scored(
      BatchLimits limits, Opener<TextBatchScoring> scoring) {
    return new OperatorMaker<>(
        TextBatchOperator.class, parameters -> new TextBatchOperator(parameters, limits, scoring));
  }
}
