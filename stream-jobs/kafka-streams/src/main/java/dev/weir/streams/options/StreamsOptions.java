package dev.weir.streams.options;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every application, of scoring or not: where Kafka and the registry are, and what
 * Kafka Streams keeps where. Confined to main.
 */
public final class StreamsOptions {

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
      description = "stream threads; to score, each with a model (default: ${DEFAULT-VALUE})")
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
    atLeast("--session-timeout-ms", sessionTimeoutMs, 1_000);
    atLeast("--commit-interval-ms", Math.toIntExact(commits.toMillis()), 1);
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

  public String bootstrapServers() {
    return bootstrapServers;
  }

  public String schemaRegistry() {
    return schemaRegistry;
  }

  public String topicPrefix() {
    return topicPrefix;
  }

  public int threads() {
    return threads;
  }
}
