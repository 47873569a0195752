package dev.weir.flink;

import dev.weir.flink.kafka.SourceTime;
import dev.weir.flink.options.JobSettings;
import dev.weir.flink.options.StateBackend;
import dev.weir.flink.state.Buckets;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;

/** Flink's settings of a job. Stateless. */
final class JobConfiguration {

  /** How long a record may wait in a network buffer for others. */
  private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(1);

  private JobConfiguration() {}

  /** What a job sets; where the cluster names a restart strategy of its own, that one stays. */
  static Configuration of(JobSettings settings, ReadableConfig cluster) {
    Configuration job = new Configuration();
    settings.parallelism().ifPresent(n -> job.set(CoreOptions.DEFAULT_PARALLELISM, n));
    job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.delivery().checkpointInterval());
    job.set(PipelineOptions.OBJECT_REUSE, true);
    job.set(PipelineOptions.MAX_PARALLELISM, Buckets.MAX_PARALLELISM);
    job.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, SourceTime.INTERVAL);
    job.set(ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
    job.set(StateBackendOptions.STATE_BACKEND, settings.backend().flinkName());
    job.set(
        CheckpointingOptions.INCREMENTAL_CHECKPOINTS, settings.backend() == StateBackend.ROCKSDB);
    // most names are new: a filter says so without reading; both are read in parts, as the memory
    // of
    // a slot seldom holds them whole
    job.setString("state.backend.rocksdb.use-bloom-filter", "true");
    job.setString("state.backend.rocksdb.memory.partitioned-index-filters", "true");
    job.set(PipelineOptions.GENERIC_TYPES, false);
    // a checkpoint that fails costs a longer replay, a restart costs that and the waiting
    job.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
      job.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      job.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          Duration.ofMillis(500));
      job.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          Duration.ofSeconds(30));
    }
    return job;
  }

  /** What a job over history sets. */
  static Configuration ofHistory(JobSettings settings, ReadableConfig cluster) {
    Configuration job = new Configuration();
    settings.parallelism().ifPresent(n -> job.set(CoreOptions.DEFAULT_PARALLELISM, n));
    job.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.BATCH);
    // fewer subtasks than the job's would spread its state unevenly
    job.set(BatchExecutionOptions.ADAPTIVE_AUTO_PARALLELISM_ENABLED, false);
    job.set(PipelineOptions.OBJECT_REUSE, true);
    job.set(PipelineOptions.MAX_PARALLELISM, Buckets.MAX_PARALLELISM);
    if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
      job.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
      job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
      job.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(5));
    }
    return job;
  }
}
