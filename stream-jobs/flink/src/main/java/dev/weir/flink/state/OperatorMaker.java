package dev.weir.flink.state;

import org.apache.flink.streaming.api.operators.AbstractStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.api.operators.StreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.util.function.SerializableFunction;

/** Makes an operator in each subtask, with the parameters that Flink has for it. */
public final class OperatorMaker<IN, OUT> extends AbstractStreamOperatorFactory<OUT>
    implements OneInputStreamOperatorFactory<IN, OUT> {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("rawtypes") // Flink's signature
  private final Class<? extends StreamOperator> type;

  private final SerializableFunction<StreamOperatorParameters<OUT>, OneInputStreamOperator<IN, OUT>>
      make;

  /**
   * @param type the operator's class
   * @param make makes one; travels with the job graph
   */
  @SuppressWarnings("rawtypes") // Flink's signature
  public OperatorMaker(
      Class<? extends StreamOperator> type,
      SerializableFunction<StreamOperatorParameters<OUT>, OneInputStreamOperator<IN, OUT>> make) {
    this.type = type;
    this.make = make;
  }

  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Flink's signature
  public <T extends StreamOperator<OUT>> T createStreamOperator(
      StreamOperatorParameters<OUT> parameters) {
    return (T) make.apply(parameters);
  }

  @Override
  @SuppressWarnings("rawtypes") // Flink's signature
  public Class<? extends StreamOperator> getStreamOperatorClass(ClassLoader classLoader) {
    return type;
  }
}
