package dev.weir.flink.options;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.policy.FraudPolicies;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How one fraud scoring job runs. Immutable; checked against each other at construction.
 *
 * @param settings what every job has
 * @param model folder of the model package on every TaskManager
 * @param modelStore folder with the packages that releases name; empty to follow none
 * @param policy name of the policy that decides
 * @param batch when a batch closes
 * @param duplicates how long an event id is remembered as answered; zero for not at all
 * @param features what features depend on besides the payments
 * @param historyMemory how long after its last payment or label a card, terminal, merchant or
 *     device is remembered
 * @param labelMemory how long a payment can be found by its labels
 * @param currencies that are taken; empty for all
 * @param startOffsets file of the point where a backfill ended; empty without one
 */
public record FraudJobOptions(
    JobSettings settings,
    String model,
    String modelStore,
    String policy,
    BatchLimits batch,
    DuplicateWindow duplicates,
    FraudSettings features,
    Duration historyMemory,
    Duration labelMemory,
    Set<String> currencies,
    String startOffsets) {

  private static final JobOption GROUP_ID = JobOption.GROUP_ID.withFallback("weir-fraud-scoring");
  private static final JobOption POLICY = JobOption.POLICY.withFallback(FraudPolicies.NAME);
  private static final JobOption CURRENCIES =
      new JobOption(
          "--currencies", "EUR,…", "", "amounts of others become dead letters; all unless given");
  private static final JobOption LABEL_DELAY =
      new JobOption(
          "--label-delay", "TIME", "7d", "as the model was trained: after it, no label is genuine");
  private static final JobOption ZONE =
      new JobOption("--zone", "ZONE", "UTC", "as the model was trained: of night and weekend");
  private static final JobOption HISTORY_MEMORY =
      new JobOption(
          "--history-memory",
          "TIME",
          "90d",
          "a card, terminal, merchant or device silent for longer is forgotten");
  private static final JobOption LABEL_MEMORY =
      new JobOption("--label-memory", "TIME", "90d", "labels find payments as old as that");
  static final JobOption START_OFFSETS =
      new JobOption(
          "--start-offsets",
          "FILE",
          "",
          "begin where a backfill ended, with its savepoint; for the first start only");

  static final List<JobOption> ALL =
      List.of(
          JobOption.BOOTSTRAP_SERVERS,
          JobOption.SCHEMA_REGISTRY,
          JobOption.MODEL,
          JobOption.MODEL_STORE,
          POLICY,
          JobOption.TOPIC_PREFIX,
          GROUP_ID,
          JobOption.PARALLELISM,
          JobOption.BATCH_SIZE,
          JobOption.BATCH_BYTES,
          JobOption.BATCH_AGE_MS,
          JobOption.DEDUP_WINDOW,
          CURRENCIES,
          LABEL_DELAY,
          ZONE,
          HISTORY_MEMORY,
          LABEL_MEMORY,
          START_OFFSETS,
          JobOption.STATE_BACKEND,
          JobOption.EXACTLY_ONCE,
          JobOption.CHECKPOINT_INTERVAL,
          JobOption.TRANSACTION_TIMEOUT,
          JobOption.COMPRESSION);

  public FraudJobOptions {
    currencies = Set.copyOf(currencies);
    if (historyMemory.compareTo(features.horizon()) < 0) {
      throw new UsageException(
          "option --history-memory must be at least "
              + features.horizon().toDays()
              + "d, as features look back 31 days and the label delay; got "
              + historyMemory);
    }
  }

  /**
   * The options of that command line.
   *
   * @throws UsageException naming the first option that does not fit
   */
  public static FraudJobOptions parse(String... words) {
    return of(CommandLine.parse("fraud scoring", ALL, words));
  }

  static FraudJobOptions of(CommandLine line) {
    return new FraudJobOptions(
        line.settings(GROUP_ID),
        line.text(JobOption.MODEL),
        line.text(JobOption.MODEL_STORE),
        line.text(POLICY),
        line.batch(),
        new DuplicateWindow(line.time(JobOption.DEDUP_WINDOW, 0)),
        features(line),
        line.time(HISTORY_MEMORY),
        line.time(LABEL_MEMORY),
        currencies(line.text(CURRENCIES)),
        line.text(START_OFFSETS));
  }

  private static FraudSettings features(CommandLine line) {
    Duration delay = line.time(LABEL_DELAY, 0);
    String zone = line.text(ZONE);
    try {
      return new FraudSettings(delay, ZoneId.of(zone).normalized());
    } catch (DateTimeException e) {
      throw new UsageException(
          "option --zone expects a time zone such as UTC or Europe/Vienna; got '" + zone + "'");
    } catch (IllegalArgumentException e) {
      throw new UsageException("option --label-delay: " + e.getMessage());
    }
  }

  private static Set<String> currencies(String codes) {
    return Arrays.stream(codes.split(",", -1))
        .map(String::trim)
        .filter(code -> !code.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
