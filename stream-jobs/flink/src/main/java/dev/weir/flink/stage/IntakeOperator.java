package dev.weir.flink.stage;

import static java.util.Objects.requireNonNull;

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
final class IntakeOperator<I extends AutoCloseable, OUT> extends AbstractStreamOperator<OUT>
    implements OneInputStreamOperator<RawRecord, OUT> {

  private static final long serialVersionUID = 1L;

  private final Opener<I> opener;
  private final RecordReader<I, OUT> reader;
  private transient @Nullable I intake;

  IntakeOperator(
      StreamOperatorParameters<OUT> parameters, Opener<I> opener, RecordReader<I, OUT> reader) {
    super(parameters);
    this.opener = opener;
    this.reader = reader;
  }

  @Override
  public void open() throws Exception {
    super.open();
    intake = opener.open();
  }

  @Override
  public void processElement(StreamRecord<RawRecord> element) throws Exception {
    OUT read = reader.read(requireNonNull(intake), element.getValue());
    if (read != null) {
      output.collect(element.replace(read));
    }
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
