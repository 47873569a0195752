package dev.weir.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;

/**
 * The settings of the embedded Flink cluster: one task manager, REST and web UI with jar submission
 * on loopback, RocksDB state, checkpoints under the data folder. A job may override what belongs to
 * a job.
 */
final class FlinkSettings {

  /**
   * Packages that hold native code. They must come from this process even if a job's jar carries a
   * copy: a class loader of a job loads natives again at every restart and never gives them back.
   */
  static final List<String> NATIVE_PACKAGES =
      List.of("dev.weir.engine.", "ai.onnxruntime.", "ai.djl.");

  /**
   * Shared by the write buffers and the cache of all RocksDB states of a slot, of which the fraud
   * job has seven (docs/decisions/0050). Taken only by jobs that use it.
   */
  private static final long MANAGED_MEGABYTES_PER_SLOT = 256;

  /** Enough for the exchanges of jobs that fill the slots; an exchange has n × n channels. */
  private static final long NETWORK_MEGABYTES_PER_EIGHT_SLOTS = 64;

  private FlinkSettings() {}

  static Path flinkDir(NodeConfig config) {
    return config.dataDir().resolve("flink");
  }

  /** Scratch space: emptied at every start. */
  static Path scratchDir(NodeConfig config) {
    return flinkDir(config).resolve("tmp");
  }

  static Configuration of(NodeConfig config) {
    Path dir = flinkDir(config);
    String scratch = scratchDir(config).toString();
    Configuration c = new Configuration();
    c.set(RestOptions.ADDRESS, NodeConfig.LOOPBACK);
    c.set(RestOptions.BIND_ADDRESS, NodeConfig.LOOPBACK);
    c.set(RestOptions.PORT, config.flinkPort());
    c.set(RestOptions.BIND_PORT, Integer.toString(config.flinkPort()));
    c.set(JobManagerOptions.ADDRESS, NodeConfig.LOOPBACK);
    // the blob server listens on every interface unless it is told otherwise
    c.set(JobManagerOptions.BIND_HOST, NodeConfig.LOOPBACK);
    c.set(TaskManagerOptions.HOST, NodeConfig.LOOPBACK);
    c.set(TaskManagerOptions.BIND_HOST, NodeConfig.LOOPBACK);

    c.set(WebOptions.SUBMIT_ENABLE, true);
    c.set(WebOptions.CANCEL_ENABLE, true);
    c.set(WebOptions.UPLOAD_DIR, scratch);
    c.set(WebOptions.TMP_DIR, scratch);
    c.set(WebOptions.LOG_PATH, config.logDir().resolve("node.log").toString());
    c.set(TaskManagerOptions.TASK_MANAGER_LOG_PATH, config.logDir().resolve("node.log").toString());
    c.set(CoreOptions.TMP_DIRS, scratch);
    c.set(BlobServerOptions.STORAGE_DIRECTORY, scratch);
    c.set(ClusterOptions.PROCESS_WORKING_DIR_BASE, scratch);

    c.set(TaskManagerOptions.NUM_TASK_SLOTS, config.slots());
    c.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE,
        MemorySize.ofMebiBytes(MANAGED_MEGABYTES_PER_SLOT * config.slots()));
    MemorySize network =
        MemorySize.ofMebiBytes(NETWORK_MEGABYTES_PER_EIGHT_SLOTS * ((config.slots() + 7) / 8));
    c.set(TaskManagerOptions.NETWORK_MEMORY_MIN, network);
    c.set(TaskManagerOptions.NETWORK_MEMORY_MAX, network);
    c.set(CoreOptions.DEFAULT_PARALLELISM, 1);
    c.set(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, NATIVE_PACKAGES);

    c.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    c.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    c.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, dir.resolve("checkpoints").toUri().toString());
    c.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, dir.resolve("savepoints").toUri().toString());

    // a job that fails starts again for ever, each time a little later
    c.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    c.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    return c;
  }
}
