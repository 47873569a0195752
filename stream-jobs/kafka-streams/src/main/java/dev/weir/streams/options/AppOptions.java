package dev.weir.streams.options;

import dev.weir.scoring.ControlConfig;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.streams.batch.BatchLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every application, as picocli fills them in. Confined to main. */
public final class AppOptions {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      required = true,
      description = "Kafka brokers to start from")
  String bootstrapServers = "";

  @Option(
      names = "--schema-registry",
      paramLabel = "URL",
      required = true,
      description = "Confluent-compatible schema registry")
  String schemaRegistry = "";

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "model package, on this machine")
  String model = "";

  @Option(
      names = "--model-store",
      paramLabel = "DIR",
      defaultValue = "",
      description = "folder of the packages that releases name; releases are not followed without")
  String modelStore = "";

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      defaultValue = "weir.",
      description = "what the names of all topics begin with (default: ${DEFAULT-VALUE})")
  String topicPrefix = "";

  @Option(
      names = "--instance-id",
      paramLabel = "ID",
      description =
          "name of this instance that stays the same over restarts: it then comes back"
              + " without a rebalance")
  @Nullable String instanceId;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "stream threads, each with a model (default: ${DEFAULT-VALUE})")
  int threads;

  @Option(
      names = "--standby-replicas",
      paramLabel = "N",
      defaultValue = "0",
      description = "copies of the state on other instances (default: ${DEFAULT-VALUE})")
  int standbyReplicas;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      defaultValue = "${sys:user.home}/.weir/streams",
      description = "folder of the local state, one for each instance (default: ${DEFAULT-VALUE})")
  Path stateDir = Path.of("");

  @Option(
      names = "--state-memory-mb",
      paramLabel = "N",
      defaultValue = "128",
      description = "memory for the local state of all tasks (default: ${DEFAULT-VALUE})")
  int stateMemoryMb;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "256",
      description = "most records of a batch (default: ${DEFAULT-VALUE})")
  int batchSize;

  @Option(
      names = "--batch-bytes",
      paramLabel = "N",
      defaultValue = "262144",
      description = "a batch closes at this size of keys and values (default: ${DEFAULT-VALUE})")
  int batchBytes;

  @Option(
      names = "--batch-age-ms",
      paramLabel = "N",
      defaultValue = "5",
      description = "longest time that a record waits for others (default: ${DEFAULT-VALUE})")
  int batchAgeMs;

  @Option(
      names = "--dedup-window",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description =
          "how long an event id is known, such as PT10M; PT0S never"
              + " (default: ${DEFAULT-VALUE})")
  Duration dedupWindow = Duration.ZERO;

  @Option(
      names = "--transaction-timeout-ms",
      paramLabel = "N",
      defaultValue = "60000",
      description = "within the broker's transaction.max.timeout.ms (default: ${DEFAULT-VALUE})")
  int transactionTimeoutMs;

  @Option(
      names = "--session-timeout-ms",
      paramLabel = "N",
      defaultValue = "10000",
      description =
          "after this silence the group takes an instance for dead"
              + " (default: ${DEFAULT-VALUE})")
  int sessionTimeoutMs;

  /**
   * Checks the options against each other.
   *
   * @param commits time between commits
   * @param exactlyOnce whether commits are transactions
   * @throws IllegalArgumentException naming the first that does not fit
   */
  void check(Duration commits, boolean exactlyOnce) {
    atLeast("--threads", threads, 1);
    atLeast("--standby-replicas", standbyReplicas, 0);
    atLeast("--state-memory-mb", stateMemoryMb, 16);
    atLeast("--batch-size", batchSize, 1);
    atLeast("--batch-bytes", batchBytes, 1);
    atLeast("--batch-age-ms", batchAgeMs, 0);
    atLeast("--session-timeout-ms", sessionTimeoutMs, 1_000);
    atLeast("--commit-interval-ms", Math.toIntExact(commits.toMillis()), 1);
    if (dedupWindow.isNegative()) {
      throw new IllegalArgumentException(
          "option --dedup-window expects a duration such as PT10M, or PT0S; got " + dedupWindow);
    }
    if (exactlyOnce && transactionTimeoutMs <= commits.toMillis()) {
      throw new IllegalArgumentException(
          "option --transaction-timeout-ms must be longer than --commit-interval-ms, or no"
              + " transaction lives to be committed; got "
              + transactionTimeoutMs
              + " and "
              + commits.toMillis());
    }
  }

  static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "option " + option + " expects a whole number from " + least + " on; got " + value);
    }
  }

  /** When a batch closes. */
  public BatchLimits batch() {
    return new BatchLimits(batchSize, batchBytes, Duration.ofMillis(batchAgeMs));
  }

  /** What is a repeat. */
  public DuplicateWindow duplicates() {
    return new DuplicateWindow(dedupWindow);
  }

  /** Where policies and releases come from. */
  ControlConfig control(String policy) {
    return ControlConfig.of(bootstrapServers, policy, modelStore);
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public String topicPrefix() {
    return topicPrefix;
  }

  public int threads() {
    return threads;
  }
}
