package dev.weir.cli.bench;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.kafka.Connection;
import dev.weir.cli.platform.ScoringJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
      var unused =
          ScoringJob.start(
              platform.endpoints(),
              connection.topicPrefix(),
              store,
              List.of(
                  new ScoringJob.Plan(
                      ScoringJob.Kind.TEXT, model, setup.parallelism(), setup.jobOptions())));
      return new FlinkPipeline();
    }

    @Override
    TextPipeline startPlain(BenchPlatform platform, PipelineSetup setup, String in, String out) {
      new BenchJobs(platform)
          .submit("dev.weir.flinkbench.PlainTextJob", setup.model(), in, out, setup.parallelism());
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
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--topic-prefix",
                  connection.topicPrefix(),
                  "--model-store",
                  store.toAbsolutePath().toString(),
                  "--threads",
                  Integer.toString(setup.parallelism())));
      arguments.addAll(setup.jobOptions());
      return StreamsProcess.start(
          platform, "streams", List.of(), "dev.weir.streams.TextScoringApp", model, arguments);
    }

    @Override
    TextPipeline startPlain(BenchPlatform platform, PipelineSetup setup, String in, String out) {
      return StreamsProcess.start(
          platform,
          "plain-streams",
          List.of(BenchJobs.jar()),
          "dev.weir.flinkbench.PlainTextApp",
          setup.model(),
          List.of("--in", in, "--out", out, "--threads", Integer.toString(setup.parallelism())));
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
   * Starts what one would write in an hour: comments of one topic in, verdicts to another out.
   *
   * @param setup whose model it runs, one text at a time
   */
  abstract TextPipeline startPlain(
      BenchPlatform platform, PipelineSetup setup, String in, String out);

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
