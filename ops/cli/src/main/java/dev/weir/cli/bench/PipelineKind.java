package dev.weir.cli.bench;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.platform.TextJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The stream engines that score texts. */
public enum PipelineKind {
  FLINK("flink") {
    @Override
    TextPipeline start(
        Connection connection,
        BenchPlatform platform,
        PipelineSetup setup,
        Path model,
        Path store) {
      TextJob unused =
          TextJob.start(
              platform.endpoints(),
              connection.topicPrefix(),
              model,
              store,
              setup.parallelism(),
              setup.jobOptions());
      return new FlinkPipeline();
    }
  },
  KAFKA_STREAMS("kafka-streams") {
    @Override
    TextPipeline start(
        Connection connection,
        BenchPlatform platform,
        PipelineSetup setup,
        Path model,
        Path store) {
      return StreamsPipeline.start(connection, platform, setup, model, store);
    }
  };

  private final String id;

  PipelineKind(String id) {
    this.id = id;
  }

  /** As the command names it. */
  public String id() {
    return id;
  }

  /**
   * Starts scoring.
   *
   * @param connection whose prefix the names of its topics begin with
   * @param store folder of the packages that releases name
   */
  abstract TextPipeline start(
      Connection connection, BenchPlatform platform, PipelineSetup setup, Path model, Path store);

  /**
   * @throws UsageFailure if there is no such engine
   */
  public static PipelineKind of(String id) {
    return Arrays.stream(values())
        .filter(kind -> kind.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageFailure(
                    "--engine: expected one of %s, got '%s'"
                        .formatted(
                            Arrays.stream(values())
                                .map(PipelineKind::id)
                                .collect(Collectors.joining(", ")),
                            id)));
  }

  /** The job ends with the platform. */
  private record FlinkPipeline() implements TextPipeline {
    @Override
    public String title() {
      return "Flink";
    }

    @Override
    public void close() {}
  }
}
