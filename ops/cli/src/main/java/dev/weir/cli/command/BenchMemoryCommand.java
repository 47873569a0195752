package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.engine.bench.MemoryBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench memory}: resident memory over many records and many swaps. */
@Command(
    name = "memory",
    header = "Resident memory over millions of texts and thousands of model swaps.",
    mixinStandardHelpOptions = true)
final class BenchMemoryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(names = "--records", paramLabel = "N", description = "texts to score (default: 10000000)")
  private long records = 10_000_000;

  @Option(
      names = "--swaps",
      paramLabel = "N",
      description = "model swaps, a few texts after each (default: 10000)")
  private long swaps = 10_000;

  @Override
  public Integer call() throws IOException {
    if (records < 1 || swaps < 1) {
      throw new UsageFailure(
          "--records and --swaps must be 1 or more, were " + records + " and " + swaps);
    }
    bench.print(
        MemoryBench.run(
            bench.chosen().dir(),
            records,
            swaps,
            bench.options(),
            spec.commandLine().getErr()::println),
        spec.commandLine().getOut());
    return 0;
  }
}
