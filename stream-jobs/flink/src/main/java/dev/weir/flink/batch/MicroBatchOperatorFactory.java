package dev.weir.flink.batch;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Creates the scoring operator of each subtask. */
public final class MicroBatchOperatorFactory extends AbstractStreamOperatorFactory<OutboundRecord>
    implements OneInputStreamOperatorFactory<RawRecord, OutboundRecord> {

  private static final long serialVersionUID = 1L;

  private final BatchLimits limits;
  private final RecordScoringFactory scoring;

  /**
   * @param limits when a batch closes
   * @param scoring opens the scoring of a subtask, on its TaskManager
   */
  public MicroBatchOperatorFactory(BatchLimits limits, RecordScoringFactory scoring) {
    this.limits = limits;
    this.scoring = scoring;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
  public <T extends StreamOperator<OutboundRecord>> T createStreamOperator(
      StreamOperatorParameters<OutboundRecord> parameters) {
    return (T) new MicroBatchOperator(parameters, limits, scoring);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return MicroBatchOperator.class;
  }
}
