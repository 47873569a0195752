package dev.weir.cli.command;

import dev.weir.engine.bench.EngineBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir bench engine}: S1, S2 and S10. */
@Command(
    name = "engine",
    header = "The engine against bare ONNX Runtime (S1), padding (S2), the cache (S10).",
    mixinStandardHelpOptions = true)
final class BenchEngineCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Override
  public Integer call() throws IOException {
    bench.print(
        EngineBench.run(
            bench.chosen().dir(), bench.options(), spec.commandLine().getErr()::println),
        spec.commandLine().getOut());
    return 0;
  }
}
