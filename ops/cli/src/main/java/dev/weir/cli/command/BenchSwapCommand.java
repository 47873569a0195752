package dev.weir.cli.command;

import dev.weir.cli.bench.PipelineKind;
import dev.weir.cli.bench.PipelineSetup;
import dev.weir.cli.bench.SwapPipelineBench;
import dev.weir.engine.bench.SwapBench;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench swap}: S8 at the level of the engine. */
@Command(
    name = "swap",
    header = "Latency while the model is swapped under load, against before (S8).",
    mixinStandardHelpOptions = true)
final class BenchSwapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(
      names = "--pipeline",
      description = "swap in a whole pipeline, by releases, instead of in the engine alone")
  private boolean pipeline;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      description = "with --pipeline: flink or kafka-streams (default: flink)")
  private String engine = "flink";

  @Override
  public Integer call() throws IOException {
    if (pipeline) {
      bench.print(
          new SwapPipelineBench(
                  new PipelineSetup(
                      PipelineKind.of(engine),
                      bench.chosen().dir(),
                      Runtime.getRuntime().availableProcessors(),
                      List.of()),
                  bench.options(),
                  spec.commandLine().getErr()::println)
              .run(),
          spec.commandLine().getOut());
      return 0;
    }
    bench.print(
        SwapBench.run(bench.chosen().dir(), bench.options(), spec.commandLine().getErr()::println),
        spec.commandLine().getOut());
    return 0;
  }
}
