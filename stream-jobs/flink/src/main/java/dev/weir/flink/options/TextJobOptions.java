package dev.weir.flink.options;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.scoring.dedup.DuplicateWindow;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How one text scoring job runs. Immutable; checked against each other at construction.
 *
 * @param bootstrapServers Kafka brokers to start from
 * @param schemaRegistry URL of the schema registry
 * @param model folder of the model package on every TaskManager
 * @param modelStore folder with the packages that releases name; empty to follow none
 * @param policy name of the policy that decides
 * @param topicPrefix what the names of all topics begin with
 * @param groupId consumer group, prefix of transactional ids and client ids
 * @param parallelism subtasks; empty for the cluster's default
 * @param batch when a batch closes
 * @param scoreCacheMb memory of a process for scores of texts that repeat; 0 for none
 * @param memory what the job remembers from record to record
 * @param maxTextChars longer texts become dead letters
 * @param exactlyOnce whether verdicts are written in transactions
 * @param checkpointInterval time between checkpoints
 * @param transactionTimeout how long the broker keeps an open transaction of a dead job
 */
public record TextJobOptions(
    String bootstrapServers,
    String schemaRegistry,
    String model,
    String modelStore,
    String policy,
    String topicPrefix,
    String groupId,
    OptionalInt parallelism,
    BatchLimits batch,
    int scoreCacheMb,
    JobMemory memory,
    int maxTextChars,
    boolean exactlyOnce,
    Duration checkpointInterval,
    Duration transactionTimeout) {

  private static final Duration CHECKPOINTS = Duration.ofSeconds(10);
  private static final Duration CHECKPOINTS_EXACTLY_ONCE = Duration.ofSeconds(1);

  public TextJobOptions {
    if (exactlyOnce && transactionTimeout.compareTo(checkpointInterval) <= 0) {
      throw new UsageException(
          "option --transaction-timeout must be longer than --checkpoint-interval, or no transaction"
              + " lives to be committed; got "
              + transactionTimeout
              + " and "
              + checkpointInterval);
    }
  }

  /**
   * The options of that command line.
   *
   * @throws UsageException naming the first option that does not fit
   */
  public static TextJobOptions parse(String... words) {
    CommandLine line = CommandLine.parse(words);
    boolean exactlyOnce = line.flag(JobOption.EXACTLY_ONCE);
    return new TextJobOptions(
        line.text(JobOption.BOOTSTRAP_SERVERS),
        line.text(JobOption.SCHEMA_REGISTRY),
        line.text(JobOption.MODEL),
        line.text(JobOption.MODEL_STORE),
        line.text(JobOption.POLICY),
        line.text(JobOption.TOPIC_PREFIX),
        line.text(JobOption.GROUP_ID),
        line.has(JobOption.PARALLELISM)
            ? OptionalInt.of(line.number(JobOption.PARALLELISM, 1))
            : OptionalInt.empty(),
        new BatchLimits(
            line.number(JobOption.BATCH_SIZE, 1),
            line.number(JobOption.BATCH_BYTES, 1),
            Duration.ofMillis(line.number(JobOption.BATCH_AGE_MS, 0))),
        line.number(JobOption.SCORE_CACHE_MB, 0),
        new JobMemory(
            new DuplicateWindow(line.time(JobOption.DEDUP_WINDOW, 0)),
            line.flag(JobOption.CAMPAIGNS),
            line.flag(JobOption.AUTHORS),
            line.choice(JobOption.STATE_BACKEND, StateBackend.class)),
        line.number(JobOption.MAX_TEXT_CHARS, 1),
        exactlyOnce,
        line.has(JobOption.CHECKPOINT_INTERVAL)
            ? line.time(JobOption.CHECKPOINT_INTERVAL)
            : exactlyOnce ? CHECKPOINTS_EXACTLY_ONCE : CHECKPOINTS,
        line.time(JobOption.TRANSACTION_TIMEOUT));
  }
}
