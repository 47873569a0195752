package dev.weir.streams.options;

import java.time.Duration;
import java.util.Properties;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of the learning application, as picocli fills them in. It always runs exactly once.
 * Confined to main.
 */
public final class LearningAppOptions {

  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  @Mixin final StreamsOptions streams = new StreamsOptions();

  @Option(
      names = "--group-id",
      paramLabel = "ID",
      defaultValue = "weir-learning",
      description =
          "application id: consumer group, prefix of changelog and repartition topics and transactions"
              + " (default: ${DEFAULT-VALUE})")
  String groupId = "";

  @Option(
      names = "--commit-interval-ms",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "time between transactions, which this application always writes in; a label waits for"
              + " two of them until its example is visible (default: ${DEFAULT-VALUE})")
  int commitIntervalMs;

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException naming the first that does not fit
   */
  public void check() {
    streams.check(commits(), true);
  }

  private Duration commits() {
    return Duration.ofMillis(commitIntervalMs);
  }

  /** Where Kafka and the registry are, and what Kafka Streams keeps where. */
  public StreamsOptions streams() {
    return streams;
  }

  /** The options as settings of Kafka Streams. */
  public Properties settings() {
    return StreamsSettings.of(streams, groupId, commits(), true, LONGEST_POLL);
  }
}
