package dev.weir.flink.stage;

import static java.util.Objects.requireNonNull;

import dev.weir.scoring.Intake;
import dev.weir.scoring.TextIntake;
import dev.weir.scoring.record.RawRecord;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads records where the source delivered them, chained to it: each is decoded once, here. Waits
 * for the registry on the task's own thread, and the source waits with it.
 */
final class IntakeOperator extends AbstractStreamOperator<Intake>
    implements OneInputStreamOperator<RawRecord, Intake> {

  private static final long serialVersionUID = 1L;

  private final IntakeFactory factory;
  private transient @Nullable TextIntake intake;

  IntakeOperator(StreamOperatorParameters<Intake> parameters, IntakeFactory factory) {
    super(parameters);
    this.factory = factory;
  }

  @Override
  public void open() throws Exception {
    super.open();
    intake = factory.open();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) throws Exception {
    output.collect(element.replace(requireNonNull(intake).read(element.getValue())));
  }

  @Override
  public void close() throws Exception {
    try {
      if (intake != null) {
        intake.close();
      }
    } finally {
      super.close();
    }
  }
}
