package dev.weir.streams.options;

import dev.weir.scoring.TextScoringConfig;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the text scoring application, as picocli fills them in. Confined to main. */
public final class TextAppOptions {

  /** The name that dead letters carry, the same as the Flink job's. */
  private static final String JOB = "weir-text-scoring";

  private static final Duration COMMITS = Duration.ofSeconds(1);
  private static final Duration COMMITS_EXACTLY_ONCE = Duration.ofMillis(200);

  @Mixin final AppOptions common = new AppOptions();

  @Option(
      names = "--policy",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "the policy that decides (default: ${DEFAULT-VALUE})")
  String policy = "";

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      defaultValue = "weir-text-streams",
      description =
          "application id: consumer group, prefix of changelog topics and transactions"
              + " (default: ${DEFAULT-VALUE})")
  String groupId = "";

  @Option(
      names = "--score-cache-mb",
      paramLabel = "N",
      defaultValue = "64",
      description = "scores of texts that repeat, a process; 0 off (default: ${DEFAULT-VALUE})")
  int scoreCacheMb;

  @Option(
      names = "--max-text-chars",
      paramLabel = "N",
      defaultValue = "10000",
      description = "longer texts become dead letters (default: ${DEFAULT-VALUE})")
  int maxTextChars;

  @Option(names = "--exactly-once", description = "write in transactions, visible at commits")
  boolean exactlyOnce;

  @Option(
      names = "--commit-interval-ms",
      paramLabel = "N",
      description = "time between commits (default: 1000, or 200 with --exactly-once)")
  @Nullable Integer commitIntervalMs;

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException naming the first that does not fit
   */
  public void check() {
    AppOptions.atLeast("--score-cache-mb", scoreCacheMb, 0);
    AppOptions.atLeast("--max-text-chars", maxTextChars, 1);
    common.check(commitInterval(), exactlyOnce);
  }

  private Duration commitInterval() {
    return commitIntervalMs != null
        ? Duration.ofMillis(commitIntervalMs)
        : exactlyOnce ? COMMITS_EXACTLY_ONCE : COMMITS;
  }

  /** How scoring is wired. */
  public TextScoringConfig scoring() {
    return TextScoringConfig.of(
            common.model, common.streams.schemaRegistry, common.streams.topicPrefix, JOB)
        .withMaxTextChars(maxTextChars)
        .withCacheBytes((long) scoreCacheMb << 20)
        .withControl(common.control(policy));
  }

  /** Those of every application. */
  public AppOptions common() {
    return common;
  }

  /** The options as settings of Kafka Streams. */
  public Properties settings() {
    return StreamsSettings.of(
        common.streams, groupId, commitInterval(), exactlyOnce, common.batch().maxAge());
  }
}
