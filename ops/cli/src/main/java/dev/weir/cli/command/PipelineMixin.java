package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.PipelineKind;
import dev.weir.cli.bench.PipelineSetup;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which pipeline a benchmark runs. */
final class PipelineMixin {

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "flink or kafka-streams (default: flink)")
  private String engine = "flink";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "subtasks or stream threads (default: one a processor)")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--job-options",
      paramLabel = "OPTIONS",
      split = " ",
      description = "further options of the job, such as \"--batch-age-ms 8 --authors false\"")
  private List<String> jobOptions = List.of();

  /**
   * @param model package folder
   * @throws UsageFailure if an option does not fit
   */
  PipelineSetup setup(Path model) {
    if (parallelism < 1 || parallelism > 64) {
      throw new UsageFailure("--parallelism: expected 1 to 64, got " + parallelism);
    }
    return new PipelineSetup(PipelineKind.of(engine), model, parallelism, jobOptions);
  }
}
