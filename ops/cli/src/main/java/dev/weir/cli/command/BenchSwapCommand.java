package dev.weir.cli.command;

import dev.weir.engine.bench.SwapBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir bench swap}: S8 at the level of the engine. */
@Command(
    name = "swap",
    header = "Latency while the model is swapped under load, against before (S8).",
    mixinStandardHelpOptions = true)
final class BenchSwapCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Override
  public Integer call() throws IOException {
    bench.print(
        SwapBench.run(bench.chosen().dir(), bench.options(), spec.commandLine().getErr()::println),
        spec.commandLine().getOut());
    return 0;
  }
}
