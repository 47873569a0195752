package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.PipelineBench;
import dev.weir.cli.bench.PipelineKind;
import dev.weir.cli.bench.PipelineSetup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench pipeline}: S3 and S7. */
@Command(
    name = "pipeline",
    header = "Kafka to stream engine to Kafka: rate against the engine alone (S3), latency (S7).",
    mixinStandardHelpOptions = true)
final class BenchPipelineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "flink or kafka-streams (default: flink)")
  private String engine = "flink";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "subtasks, and threads of the engine alone (default: one a processor)")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--against-plain",
      description =
          "also measure a plain Flink job of one text a run (S13); the model must be a BERT of three"
              + " labels")
  private boolean againstPlain;

  @Option(
      names = "--job-options",
      paramLabel = "OPTIONS",
      split = " ",
      description = "further options of the job, such as \"--batch-age-ms 8 --authors false\"")
  private List<String> jobOptions = List.of();

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "measure latency alone, at so many events a second (default: half of S3's rate)")
  private double rate;

  @Override
  public Integer call() throws IOException {
    if (parallelism < 1 || parallelism > 64) {
      throw new UsageFailure("--parallelism: expected 1 to 64, got " + parallelism);
    }
    if (!(rate >= 0 && rate <= 1_000_000)) {
      throw new UsageFailure("--rate: expected 1 to 1000000 events a second, got " + rate);
    }
    PipelineBench pipeline =
        new PipelineBench(
            new PipelineSetup(
                PipelineKind.of(engine), bench.chosen().dir(), parallelism, jobOptions),
            bench.options(),
            againstPlain,
            spec.commandLine().getErr()::println);
    bench.print(pipeline.run(rate), spec.commandLine().getOut());
    return 0;
  }
}
