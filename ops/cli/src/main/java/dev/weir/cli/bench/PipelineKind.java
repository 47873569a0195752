package dev.weir.cli.bench;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.platform.TextJob;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The stream engines that score texts. */
public enum PipelineKind {
  FLINK("flink") {
    @Override
    TextPipeline start(BenchPlatform platform, PipelineSetup setup, Path model, Path store) {
      TextJob unused =
          TextJob.start(
              platform.endpoints(),
              platform.topicPrefix(),
              model,
              store,
              setup.parallelism(),
              setup.jobOptions());
      return new FlinkPipeline();
    }
  },
  KAFKA_STREAMS("kafka-streams") {
    @Override
    TextPipeline start(BenchPlatform platform, PipelineSetup setup, Path model, Path store) {
      return StreamsPipeline.start(platform, setup, model, store);
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
   * @param store folder of the packages that releases name
   */
  abstract TextPipeline start(BenchPlatform platform, PipelineSetup setup, Path model, Path store);

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
