package dev.weir.flink.options;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.scoring.dedup.DuplicateWindow;
import java.util.List;

/**
 * How one text scoring job runs. Immutable.
 *
 * @param settings what every job has
 * @param model folder of the model package on every TaskManager
 * @param modelStore folder with the packages that releases name; empty to follow none
 * @param policy name of the policy that decides
 * @param batch when a batch closes
 * @param scoreCacheMb memory of a process for scores of texts that repeat; 0 for none
 * @param memory what the job remembers from record to record
 * @param maxTextChars longer texts become dead letters
 */
public record TextJobOptions(
    JobSettings settings,
    String model,
    String modelStore,
    String policy,
    BatchLimits batch,
    int scoreCacheMb,
    JobMemory memory,
    int maxTextChars) {

  private static final JobOption GROUP_ID = JobOption.GROUP_ID.withFallback("weir-text-scoring");
  private static final JobOption SCORE_CACHE_MB =
      new JobOption("--score-cache-mb", "N", "64", "scores of texts that repeat, a process; 0 off");
  private static final JobOption CAMPAIGNS =
      new JobOption(
          "--campaigns", "true|false", "true", "look for near-duplicate texts of many authors");
  private static final JobOption AUTHORS =
      new JobOption(
          "--authors", "true|false", "true", "remember strikes and counts of each author");
  private static final JobOption MAX_TEXT_CHARS =
      new JobOption("--max-text-chars", "N", "10000", "longer texts become dead letters");

  private static final List<JobOption> ALL =
      List.of(
          JobOption.BOOTSTRAP_SERVERS,
          JobOption.SCHEMA_REGISTRY,
          JobOption.MODEL,
          JobOption.MODEL_STORE,
          JobOption.POLICY,
          JobOption.TOPIC_PREFIX,
          GROUP_ID,
          JobOption.PARALLELISM,
          JobOption.BATCH_SIZE,
          JobOption.BATCH_BYTES,
          JobOption.BATCH_AGE_MS,
          SCORE_CACHE_MB,
          JobOption.DEDUP_WINDOW,
          CAMPAIGNS,
          AUTHORS,
          JobOption.STATE_BACKEND,
          MAX_TEXT_CHARS,
          JobOption.EXACTLY_ONCE,
          JobOption.CHECKPOINT_INTERVAL,
          JobOption.TRANSACTION_TIMEOUT,
          JobOption.COMPRESSION);

  /**
   * The options of that command line.
   *
   * @throws UsageException naming the first option that does not fit
   */
  public static TextJobOptions parse(String... words) {
    CommandLine line = CommandLine.parse("text scoring", ALL, words);
    return new TextJobOptions(
        line.settings(GROUP_ID),
        line.text(JobOption.MODEL),
        line.text(JobOption.MODEL_STORE),
        line.text(JobOption.POLICY),
        line.batch(),
        line.number(SCORE_CACHE_MB, 0),
        new JobMemory(
            new DuplicateWindow(line.time(JobOption.DEDUP_WINDOW, 0)),
            line.flag(CAMPAIGNS),
            line.flag(AUTHORS)),
        line.number(MAX_TEXT_CHARS, 1));
  }
}
