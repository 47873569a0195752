package dev.weir.flink.backfill;

import dev.weir.flink.options.StateBackend;
import dev.weir.flink.options.UsageException;
import dev.weir.flink.state.BucketOperator;
import dev.weir.flink.state.Buckets;
import dev.weir.flink.state.Memory;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.DynamicCodeLoadingException;

/** A savepoint of what the stages of a batch job remember in the end. Confined to one thread. */
public final class StateWriter {

  private final SavepointWriter savepoint;

  /**
   * @param backend the one of the job that will start from it
   */
  public StateWriter(StreamExecutionEnvironment environment, StateBackend backend) {
    savepoint = SavepointWriter.newSavepoint(environment, load(backend), Buckets.MAX_PARALLELISM);
  }

  /**
   * Adds a stage.
   *
   * @param stage one of a {@link BucketOperator}
   * @param uid of the operator that goes on with its memories
   * @param state name of that operator's state
   * @param kept how long it usually keeps a name
   */
  public void add(SingleOutputStreamOperator<?> stage, String uid, String state, Duration kept) {
    savepoint.withOperator(
        OperatorIdentifier.forUid(uid),
        OperatorTransformation.bootstrapWith(stage.getSideOutput(BucketOperator.MEMORIES))
            .keyBy(new ByBucket(), Types.INT)
            .transform(MemoryWriter.of(state, kept)));
  }

  /** Adds the writing of all these to the job. */
  public void write(String folder) {
    savepoint.write(folder);
  }

  private static org.apache.flink.runtime.state.StateBackend load(StateBackend backend) {
    Configuration named = new Configuration();
    named.set(StateBackendOptions.STATE_BACKEND, backend.flinkName());
    try {
      return StateBackendLoader.loadStateBackendFromConfig(
          named, StateWriter.class.getClassLoader(), null);
    } catch (DynamicCodeLoadingException | IOException e) {
      throw new UsageException(
          "option --state-backend: this Flink cannot load " + backend + ": " + e.getMessage());
    }
  }

  private static final class ByBucket implements KeySelector<Memory, Integer> {

    private static final long serialVersionUID = 1L;

    @Override
    public Integer getKey(Memory memory) {
      return memory.bucket();
    }
  }
}
