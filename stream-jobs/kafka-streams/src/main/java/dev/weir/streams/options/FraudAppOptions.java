package dev.weir.streams.options;

import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.event.PaymentLimits;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.policy.FraudPolicies;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of the fraud scoring application, as picocli fills them in. It always runs exactly
 * once (docs/decisions/0067). Confined to main.
 */
public final class FraudAppOptions {

  /** The name that dead letters carry, the same as the Flink job's. */
  private static final String JOB = "weir-fraud-scoring";

  @Mixin final AppOptions common = new AppOptions();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = FraudPolicies.NAME,
      description = "the policy that decides (default: ${DEFAULT-VALUE})")
  String policy = "";

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      defaultValue = "weir-fraud-streams",
      description =
          "application id: consumer group, prefix of changelog and repartition topics and transactions"
              + " (default: ${DEFAULT-VALUE})")
  String groupId = "";

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "partitions of the repartition topics, fixed by the first start"
              + " (default: those of the input with the most)")
  @Nullable Integer partitions;

  @Option(
      names = "--currencies",
      paramLabel = "EUR,…",
      split = ",",
      description = "amounts of others become dead letters; all unless given")
  List<String> currencies = List.of();

  @Option(
      names = "--label-delay",
      paramLabel = "DURATION",
      defaultValue = "P7D",
      description =
          "as the model was trained: after it, no label is genuine (default: ${DEFAULT-VALUE})")
  Duration labelDelay = Duration.ZERO;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "as the model was trained: of night and weekend (default: ${DEFAULT-VALUE})")
  String zone = "";

  @Option(
      names = "--history-memory",
      paramLabel = "DURATION",
      defaultValue = "P90D",
      description =
          "a card, terminal, merchant or device silent for longer is forgotten"
              + " (default: ${DEFAULT-VALUE})")
  Duration historyMemory = Duration.ZERO;

  @Option(
      names = "--label-memory",
      paramLabel = "DURATION",
      defaultValue = "P90D",
      description = "labels find payments as old as that (default: ${DEFAULT-VALUE})")
  Duration labelMemory = Duration.ZERO;

  @Option(
      names = "--commit-interval-ms",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "time between transactions, which this application always writes in; a payment waits"
              + " for seven of them until its verdict is visible (default: ${DEFAULT-VALUE})")
  int commitIntervalMs;

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException naming the first that does not fit
   */
  public void check() {
    if (partitions != null) {
      AppOptions.atLeast("--partitions", partitions, 1);
    }
    common.check(commits(), true);
    Duration horizon = features().horizon();
    if (historyMemory.compareTo(horizon) < 0) {
      throw new IllegalArgumentException(
          "option --history-memory must be at least P"
              + horizon.toDays()
              + "D, as features look back 31 days and the label delay; got "
              + historyMemory);
    }
    if (labelMemory.isNegative()) {
      throw new IllegalArgumentException(
          "option --label-memory expects a duration such as P90D; got " + labelMemory);
    }
  }

  private Duration commits() {
    return Duration.ofMillis(commitIntervalMs);
  }

  /** What features depend on besides the payments. */
  public FraudSettings features() {
    try {
      return new FraudSettings(labelDelay, ZoneId.of(zone).normalized());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "option --zone expects a time zone such as UTC or Europe/Vienna; got '" + zone + "'", e);
    }
  }

  /** How scoring is wired. */
  public FraudScoringConfig scoring() {
    return FraudScoringConfig.of(
            common.model, common.streams.schemaRegistry, common.streams.topicPrefix, JOB)
        .withLimits(PaymentLimits.DEFAULT.withCurrencies(Set.copyOf(currencies)))
        .withFeatures(features())
        .withControl(common.control(policy));
  }

  /** Those of every application. */
  public AppOptions common() {
    return common;
  }

  /** The options as settings of Kafka Streams. */
  public Properties settings() {
    return StreamsSettings.of(common.streams, groupId, commits(), true, common.batch().maxAge());
  }

  /** What is a repeat. */
  public DuplicateWindow duplicates() {
    return common.duplicates();
  }

  /** How long after its last payment or label a card, terminal, merchant or device is known. */
  public Duration historyMemory() {
    return historyMemory;
  }

  /** How long a payment can be found by its labels. */
  public Duration labelMemory() {
    return labelMemory;
  }

  /** Partitions of the repartition topics; null for those of the input. */
  public @Nullable Integer partitions() {
    return partitions;
  }
}
