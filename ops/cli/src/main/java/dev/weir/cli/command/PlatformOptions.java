package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.platform.PlatformConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the embedded platform is started. */
final class PlatformOptions {

  /** The shipped model of card transactions. */
  static final String FRAUD_MODEL = "weir-fraud";

  private static final int MOST_SUBTASKS = 8;
  private static final int FEWEST_SLOTS = 8;

  @Mixin private FolderOption folder = new FolderOption();

  @Option(names = "--kafka-port", paramLabel = "PORT", description = "Kafka broker (default: 9092)")
  private int kafkaPort = 9092;

  @Option(
      names = "--controller-port",
      paramLabel = "PORT",
      description = "the broker's controller (default: 9093)")
  private int controllerPort = 9093;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      description = "schema registry (default: 8081)")
  private int registryPort = 8081;

  @Option(
      names = "--flink-port",
      paramLabel = "PORT",
      description = "Flink REST and web UI (default: 8082)")
  private int flinkPort = 8082;

  @Option(
      names = "--console-port",
      paramLabel = "PORT",
      description = "the console (default: 8088)")
  private int consolePort = 8088;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "what topic names begin with (default: weir.)")
  private String topicPrefix = "weir.";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "subtasks of the text scoring job (default: 2)")
  private int parallelism = 2;

  @Option(
      names = "--fraud-parallelism",
      paramLabel = "N",
      description = "subtasks of the fraud scoring job (default: 1)")
  private int fraudParallelism = 1;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description =
          "model package: a folder, or name[@version] of the store (default: weir-text, as shipped)")
  private @Nullable String model;

  @Option(
      names = "--fraud-model",
      paramLabel = "MODEL",
      description = "the same for card transactions (default: weir-fraud, as shipped)")
  private @Nullable String fraudModel;

  FolderOption folder() {
    return folder;
  }

  @Nullable String model() {
    return model;
  }

  @Nullable String fraudModel() {
    return fraudModel;
  }

  int parallelism() {
    return subtasks("--parallelism", parallelism);
  }

  int fraudParallelism() {
    return subtasks("--fraud-parallelism", fraudParallelism);
  }

  private static int subtasks(String option, int given) {
    if (given < 1 || given > MOST_SUBTASKS) {
      throw new UsageFailure(
          "%s: expected 1 to %d, got %d".formatted(option, MOST_SUBTASKS, given));
    }
    return given;
  }

  PlatformConfig config(Path dir) {
    try {
      return PlatformConfig.defaults(dir)
          .withPorts(kafkaPort, controllerPort, registryPort, flinkPort)
          .withTopicPrefix(topicPrefix)
          .withSlots(Math.max(FEWEST_SLOTS, parallelism() + fraudParallelism()));
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  /** As {@link #config}, with a port for the console. */
  PlatformConfig configWithConsole(Path dir) {
    try {
      return config(dir).withConsole(consolePort);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(String.valueOf(e.getMessage()));
    }
  }

  /** As {@link #configWithConsole}, a free port in the place of each that is taken. */
  PlatformConfig configOnFreePorts(Path dir) {
    PlatformConfig config = configWithConsole(dir);
    return config
        .withPorts(
            FreePorts.orAny(config.brokerPort()),
            FreePorts.orAny(config.controllerPort()),
            FreePorts.orAny(config.registryPort()),
            FreePorts.orAny(config.flinkPort()))
        .withConsole(FreePorts.orAny(config.consolePort()));
  }
}
