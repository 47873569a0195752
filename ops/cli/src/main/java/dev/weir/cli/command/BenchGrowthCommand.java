package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.GrowthBench;
import dev.weir.cli.bench.PipelineKind;
import dev.weir.cli.bench.PipelineSetup;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench growth}: S9. */
@Command(
    name = "growth",
    header = "What a record costs as keys and partitions grow (S9).",
    mixinStandardHelpOptions = true)
final class BenchGrowthCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Mixin private PipelineMixin pipeline = new PipelineMixin();

  @Option(
      names = "--keys",
      paramLabel = "N",
      description =
          "how many events, texts and authors are remembered at the end (default: 10000000)")
  private long keys = 10_000_000;

  @Override
  public Integer call() throws IOException {
    if (keys < 2_000_000 || keys > 1_000_000_000) {
      throw new UsageFailure("--keys: expected 2000000 to 1000000000, got " + keys);
    }
    PipelineSetup setup = remembering(pipeline.setup(bench.chosenOrSample()));
    GrowthBench measured =
        new GrowthBench(setup, bench.options(), keys, spec.commandLine().getErr()::println);
    bench.print(measured.run(), spec.commandLine().getOut());
    return 0;
  }

  /** Event ids for longer than the bench takes, unless a window was asked for. */
  private static PipelineSetup remembering(PipelineSetup setup) {
    return setup.jobOptions().contains("--dedup-window")
        ? setup
        : setup.with("--dedup-window", setup.kind() == PipelineKind.FLINK ? "2h" : "PT2H");
  }
}
