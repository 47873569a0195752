package dev.weir.flink.options;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The options of the text scoring job. */
enum JobOption {
  BOOTSTRAP_SERVERS("--bootstrap-servers", "HOST:PORT,…", null, "Kafka brokers to start from"),
  SCHEMA_REGISTRY("--schema-registry", "URL", null, "Confluent-compatible schema registry"),
  MODEL("--model", "DIR", null, "model package, at the same path on every TaskManager"),
  MODEL_STORE(
      "--model-store",
      "DIR",
      "",
      "folder of the packages that releases name, on every TaskManager; none follows no releases"),
  POLICY("--policy", "NAME", "default", "the policy of the policies topic that decides"),
  TOPIC_PREFIX("--topic-prefix", "PREFIX", "weir.", "what the names of all topics begin with"),
  GROUP_ID("--group-id", "ID", "weir-text-scoring", "consumer group; prefix of transactional ids"),
  PARALLELISM("--parallelism", "N", "", "subtasks; the cluster's default unless given"),
  BATCH_SIZE("--batch-size", "N", "256", "most records of a batch"),
  BATCH_BYTES("--batch-bytes", "N", "262144", "a batch closes at this size of keys and values"),
  BATCH_AGE_MS("--batch-age-ms", "N", "1", "longest time that a record waits for others"),
  SCORE_CACHE_MB("--score-cache-mb", "N", "64", "scores of texts that repeat, a process; 0 off"),
  DEDUP_WINDOW(
      "--dedup-window",
      "TIME",
      "10min",
      "an event id seen again within it is not answered again; 0s off"),
  CAMPAIGNS("--campaigns", "true|false", "true", "look for near-duplicate texts of many authors"),
  AUTHORS("--authors", "true|false", "true", "remember strikes and counts of each author"),
  STATE_BACKEND(
      "--state-backend", "heap|rocksdb", "heap", "memory is faster, disk holds more (see docs)"),
  MAX_TEXT_CHARS("--max-text-chars", "N", "10000", "longer texts become dead letters"),
  EXACTLY_ONCE("--exactly-once", "", "false", "write in transactions, visible at checkpoints"),
  CHECKPOINT_INTERVAL(
      "--checkpoint-interval", "TIME", "", "such as 10s; 10s unless given, 1s with --exactly-once"),
  TRANSACTION_TIMEOUT(
      "--transaction-timeout", "TIME", "10min", "within the broker's transaction.max.timeout.ms");

  private final String flag;
  private final String argument;
  private final @Nullable String fallback;
  private final String help;

  JobOption(String flag, String argument, @Nullable String fallback, String help) {
    this.flag = flag;
    this.argument = argument;
    this.fallback = fallback;
    this.help = help;
  }

  String flag() {
    return flag;
  }

  /** Whether a value follows the flag. */
  boolean takesValue() {
    return !argument.isEmpty();
  }

  /** The value where the command line has none; null for options that must be given. */
  @Nullable String fallback() {
    return fallback;
  }

  static Optional<JobOption> byFlag(String flag) {
    return Arrays.stream(values()).filter(option -> option.flag.equals(flag)).findFirst();
  }

  /** One line for each option. */
  static String usage() {
    StringBuilder usage = new StringBuilder("options of the text scoring job:");
    for (JobOption option : values()) {
      usage.append(String.format("%n  %-38s", (option.flag + " " + option.argument).trim()));
      usage.append(option.help);
      if (option.fallback == null) {
        usage.append(" (required)");
      } else if (option.takesValue() && !option.fallback.isEmpty()) {
        usage.append(" (default ").append(option.fallback).append(')');
      }
    }
    return usage.toString();
  }
}
