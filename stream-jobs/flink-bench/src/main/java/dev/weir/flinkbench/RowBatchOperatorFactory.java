package dev.weir.flinkbench;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;

/** Creates the operator of each subtask. */
final class RowBatchOperatorFactory extends AbstractStreamOperatorFactory<byte[]>
    implements OneInputStreamOperatorFactory<byte[], byte[]> {

  private static final long serialVersionUID = 1L;

  private final String model;
  private final RowCodecs codecs;
  private final int rows;
  private final long ageMillis;

  RowBatchOperatorFactory(String model, RowCodecs codecs, int rows, long ageMillis) {
    this.model = model;
    this.codecs = codecs;
    this.rows = rows;
    this.ageMillis = ageMillis;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
  public <T extends StreamOperator<byte[]>> T createStreamOperator(
      StreamOperatorParameters<byte[]> parameters) {
    return (T) new RowBatchOperator(parameters, model, codecs, rows, ageMillis);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return RowBatchOperator.class;
  }
}
