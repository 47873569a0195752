package dev.weir.flink.options;

import org.jspecify.annotations.Nullable;

/**
 * An option of a job's command line. Immutable. Those that all jobs have are here.
 *
 * @param argument what follows the flag, for the usage; empty where nothing does
 * @param fallback the value where the command line has none; null for options that must be given
 */
record JobOption(String flag, String argument, @Nullable String fallback, String help) {

  static final JobOption BOOTSTRAP_SERVERS =
      new JobOption("--bootstrap-servers", "HOST:PORT,…", null, "Kafka brokers to start from");
  static final JobOption SCHEMA_REGISTRY =
      new JobOption("--schema-registry", "URL", null, "Confluent-compatible schema registry");
  static final JobOption MODEL =
      new JobOption("--model", "DIR", null, "model package, at the same path on every TaskManager");
  static final JobOption MODEL_STORE =
      new JobOption(
          "--model-store",
          "DIR",
          "",
          "folder of the packages that releases name, on every TaskManager; none follows no"
              + " releases");
  static final JobOption POLICY =
      new JobOption("--policy", "NAME", "default", "the policy of the policies topic that decides");
  static final JobOption TOPIC_PREFIX =
      new JobOption("--topic-prefix", "PREFIX", "weir.", "what the names of all topics begin with");
  static final JobOption GROUP_ID =
      new JobOption("--group-id", "ID", "", "consumer group; prefix of transactional ids");
  static final JobOption PARALLELISM =
      new JobOption("--parallelism", "N", "", "subtasks; the cluster's default unless given");
  static final JobOption BATCH_SIZE =
      new JobOption("--batch-size", "N", "256", "most records of a batch");
  static final JobOption BATCH_BYTES =
      new JobOption(
          "--batch-bytes", "N", "262144", "a batch closes at this size of keys and values");
  static final JobOption BATCH_AGE_MS =
      new JobOption("--batch-age-ms", "N", "1", "longest time that a record waits for others");
  static final JobOption DEDUP_WINDOW =
      new JobOption(
          "--dedup-window",
          "TIME",
          "10min",
          "an event id seen again within it is not answered again; 0s off");
  static final JobOption STATE_BACKEND =
      new JobOption(
          "--state-backend",
          "heap|rocksdb",
          "heap",
          "memory is faster, disk holds more (see docs)");
  static final JobOption EXACTLY_ONCE =
      new JobOption("--exactly-once", "", "false", "write in transactions, visible at checkpoints");
  static final JobOption CHECKPOINT_INTERVAL =
      new JobOption(
          "--checkpoint-interval",
          "TIME",
          "",
          "such as 10s; 10s unless given, 1s with --exactly-once");
  static final JobOption TRANSACTION_TIMEOUT =
      new JobOption(
          "--transaction-timeout",
          "TIME",
          "10min",
          "within the broker's transaction.max.timeout.ms");
  static final JobOption COMPRESSION =
      new JobOption("--compression", "none|lz4|zstd", "lz4", "of what the job writes");

  /** The same with another value where the command line has none. */
  JobOption withFallback(String other) {
    return new JobOption(flag, argument, other, help);
  }

  /** Whether a value follows the flag. */
  boolean takesValue() {
    return !argument.isEmpty();
  }

  /** One line of the usage. */
  String usage() {
    String left = String.format("%n  %-38s", (flag + " " + argument).trim());
    if (fallback == null) {
      return left + help + " (required)";
    }
    return takesValue() && !fallback.isEmpty()
        ? left + help + " (default " + fallback + ")"
        : left + help;
  }
}
