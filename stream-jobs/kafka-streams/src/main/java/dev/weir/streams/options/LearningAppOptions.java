package dev.weir.streams.options;

import dev.weir.streams.drift.DriftSettings;
import dev.weir.streams.feedback.FeedbackSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

  @Option(
      names = "--text-verdict-memory",
      paramLabel = "DURATION",
      defaultValue = "P30D",
      description =
          "how long a label finds the verdict on its text; as long as text-verdicts keeps it"
              + " (default: ${DEFAULT-VALUE})")
  Duration textVerdictMemory = Duration.ZERO;

  @Option(
      names = "--fraud-verdict-memory",
      paramLabel = "DURATION",
      defaultValue = "P180D",
      description =
          "how long a label finds the verdict on its transaction; as long as fraud-verdicts keeps"
              + " it (default: ${DEFAULT-VALUE})")
  Duration fraudVerdictMemory = Duration.ZERO;

  @Option(
      names = "--label-wait",
      paramLabel = "DURATION",
      defaultValue = "P7D",
      description =
          "a label without a verdict on its event becomes a dead letter after it"
              + " (default: ${DEFAULT-VALUE})")
  Duration labelWait = Duration.ZERO;

  @Option(
      names = "--label-memory",
      paramLabel = "DURATION",
      defaultValue = "P400D",
      description =
          "how long after the last of them the labels of an event are kept"
              + " (default: ${DEFAULT-VALUE})")
  Duration labelMemory = Duration.ZERO;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      split = ",",
      defaultValue = "models",
      description =
          "folders of model packages, whose references drift is measured against"
              + " (default: ${DEFAULT-VALUE})")
  List<Path> models = List.of();

  @Option(
      names = "--drift-window",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description = "how long a window of drift is (default: ${DEFAULT-VALUE})")
  Duration driftWindow = Duration.ZERO;

  /**
   * Checks the options against each other.
   *
   * @throws IllegalArgumentException naming the first that does not fit
   */
  public void check() {
    streams.check(commits(), true);
    positive("--text-verdict-memory", textVerdictMemory);
    positive("--fraud-verdict-memory", fraudVerdictMemory);
    positive("--label-wait", labelWait);
    positive("--drift-window", driftWindow);
    if (labelMemory.compareTo(labelWait) < 0) {
      throw new IllegalArgumentException(
          "option --label-memory must be at least --label-wait, "
              + labelWait
              + "; got "
              + labelMemory);
    }
  }

  private static void positive(String option, Duration duration) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(
          "option " + option + " expects a duration such as P7D; got " + duration);
    }
  }

  private Duration commits() {
    return Duration.ofMillis(commitIntervalMs);
  }

  /** Where Kafka and the registry are, and what Kafka Streams keeps where. */
  public StreamsOptions streams() {
    return streams;
  }

  /** How long the join of labels remembers what. */
  public FeedbackSettings labels() {
    return new FeedbackSettings(textVerdictMemory, fraudVerdictMemory, labelWait, labelMemory);
  }

  /** How drift is watched. */
  public DriftSettings drift() {
    return DriftSettings.of(models, driftWindow);
  }

  /** The options as settings of Kafka Streams. */
  public Properties settings() {
    return StreamsSettings.of(streams, groupId, commits(), true, LONGEST_POLL);
  }
}
