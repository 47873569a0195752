package dev.weir.streams.options;

import dev.weir.scoring.ControlConfig;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.streams.batch.BatchLimits;
import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every application that scores, as picocli fills them in. Confined to main. */
public final class AppOptions {

  @Mixin final StreamsOptions streams = new StreamsOptions();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "model package, on this machine")
  String model = "";

  @Option(
      names = "--model-store",
      paramLabel = "DIR",
      defaultValue = "",
      description = "folder of the packages that releases name; releases are not followed without")
  String modelStore = "";

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "256",
      description = "most records of a batch (default: ${DEFAULT-VALUE})")
  int batchSize;

  @Option(
      names = "--batch-bytes",
      paramLabel = "N",
      defaultValue = "262144",
      description = "a batch closes at this size of keys and values (default: ${DEFAULT-VALUE})")
  int batchBytes;

  @Option(
      names = "--batch-age-ms",
      paramLabel = "N",
      defaultValue = "5",
      description = "longest time that a record waits for others (default: ${DEFAULT-VALUE})")
  int batchAgeMs;

  @Option(
      names = "--dedup-window",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description =
          "how long an event id is known, such as PT10M; PT0S never"
              + " (default: ${DEFAULT-VALUE})")
  Duration dedupWindow = Duration.ZERO;

  /**
   * Checks the options against each other.
   *
   * @param commits time between commits
   * @param exactlyOnce whether commits are transactions
   * @throws IllegalArgumentException naming the first that does not fit
   */
  void check(Duration commits, boolean exactlyOnce) {
    streams.check(commits, exactlyOnce);
    atLeast("--batch-size", batchSize, 1);
    atLeast("--batch-bytes", batchBytes, 1);
    atLeast("--batch-age-ms", batchAgeMs, 0);
    if (dedupWindow.isNegative()) {
      throw new IllegalArgumentException(
          "option --dedup-window expects a duration such as PT10M, or PT0S; got " + dedupWindow);
    }
  }

  static void atLeast(String option, int value, int least) {
    StreamsOptions.atLeast(option, value, least);
  }

  /** When a batch closes. */
  public BatchLimits batch() {
    return new BatchLimits(batchSize, batchBytes, Duration.ofMillis(batchAgeMs));
  }

  /** What is a repeat. */
  public DuplicateWindow duplicates() {
    return new DuplicateWindow(dedupWindow);
  }

  /** Where policies and releases come from. */
  ControlConfig control(String policy) {
    return ControlConfig.of(streams.bootstrapServers, policy, modelStore);
  }

  /** Where Kafka and the registry are, and what Kafka Streams keeps where. */
  public StreamsOptions streams() {
    return streams;
  }

  public String topicPrefix() {
    return streams.topicPrefix();
  }

  public int threads() {
    return streams.threads();
  }
}
