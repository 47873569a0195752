package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.PipelineBench;
import java.io.IOException;
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

  @Mixin private PipelineMixin pipeline = new PipelineMixin();

  @Option(
      names = "--against-plain",
      description =
          "also measure a plain pipeline of the same engine, one text a run (S13); the model must be"
              + " a BERT of three labels")
  private boolean againstPlain;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description =
          "measure latency alone, at so many events a second (default: half of S3's rate)")
  private double rate;

  @Override
  public Integer call() throws IOException {
    if (!(rate >= 0 && rate <= 1_000_000)) {
      throw new UsageFailure("--rate: expected 1 to 1000000 events a second, got " + rate);
    }
    PipelineBench measured =
        new PipelineBench(
            pipeline.setup(bench.chosen().dir()),
            bench.options(),
            againstPlain,
            spec.commandLine().getErr()::println);
    bench.print(measured.run(rate), spec.commandLine().getOut());
    return 0;
  }
}
