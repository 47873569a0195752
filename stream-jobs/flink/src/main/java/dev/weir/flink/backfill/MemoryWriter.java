package dev.weir.flink.backfill;

import dev.weir.flink.state.BucketOperator;
import dev.weir.flink.state.Memory;
import dev.weir.flink.state.OperatorMaker;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.state.api.SavepointWriterOperatorFactory;
import org.apache.flink.state.api.output.SnapshotUtils;
import org.apache.flink.state.api.output.TaggedOperatorSubtaskState;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts memories into the state of the operator that goes on with them, sweeps and all, and in the
 * end writes that state into a savepoint. Keyed by the memories' bucket.
 *
 * <p>Flink runs it on a thread whose failures nobody looks at: the savepoint would lack a subtask,
 * or the job wait for ever. So it goes on taking memories after a failure, and then answers with no
 * state, which fails the job.
 */
final class MemoryWriter extends BucketOperator<TaggedOperatorSubtaskState>
    implements OneInputStreamOperator<Memory, TaggedOperatorSubtaskState>, BoundedOneInput {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(MemoryWriter.class);
  private static final long CHECKPOINT = 0;

  private final String stateName;
  private final long timestamp;
  private final Path savepoint;
  private transient @Nullable Exception failure;

  private MemoryWriter(
      StreamOperatorParameters<TaggedOperatorSubtaskState> parameters,
      String stateName,
      Duration retention,
      long timestamp,
      Path savepoint) {
    super(parameters, stateName, retention.toMillis());
    this.stateName = stateName;
    this.timestamp = timestamp;
    this.savepoint = savepoint;
  }

  /**
   * Makes the writer of an operator's state.
   *
   * @param stateName as that operator's
   * @param retention as that operator's
   */
  static SavepointWriterOperatorFactory of(String stateName, Duration retention) {
    return (timestamp, savepoint) ->
        new OperatorMaker<Memory, TaggedOperatorSubtaskState>(
            MemoryWriter.class,
            parameters -> new MemoryWriter(parameters, stateName, retention, timestamp, savepoint));
  }

  @Override
  public void open() {
    try {
      super.open();
    } catch (Exception e) {
      fail(e);
    }
  }

  @Override
  public void processElement(StreamRecord<Memory> element) {
    if (failure != null) {
      return;
    }
    try {
      restore(element.getValue());
    } catch (Exception e) {
      fail(e);
    }
  }

  @Override
  public void endInput() {
    int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
    output.collect(new StreamRecord<>(snapshot(subtask)));
  }

  private TaggedOperatorSubtaskState snapshot(int subtask) {
    if (failure == null) {
      try {
        Configuration job = getContainingTask().getJobConfiguration();
        return SnapshotUtils.snapshot(
            CHECKPOINT,
            this,
            subtask,
            timestamp,
            CheckpointingOptions.getCheckpointingMode(job),
            CheckpointingOptions.isUnalignedCheckpointEnabled(job),
            getContainingTask().getConfiguration().getConfiguration(),
            savepoint);
      } catch (Exception e) {
        fail(e);
      }
    }
    return new TaggedOperatorSubtaskState(subtask, null);
  }

  private void fail(Exception e) {
    LOG.error("the state {} cannot be written into {}", stateName, savepoint, e);
    failure = e;
  }
}
