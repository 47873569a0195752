package dev.weir.cli.command;

import dev.weir.cli.bench.PassthroughBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir bench passthrough}: S4. */
@Command(
    name = "passthrough",
    header = "A pipeline without the work of a model against plain loops (S4).",
    mixinStandardHelpOptions = true)
final class BenchPassthroughCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Mixin private PipelineMixin pipeline = new PipelineMixin();

  @Override
  public Integer call() throws IOException {
    PassthroughBench measured =
        new PassthroughBench(
            pipeline.setup(bench.chosenOrSample()),
            bench.options(),
            spec.commandLine().getErr()::println);
    bench.print(measured.run(), spec.commandLine().getOut());
    return 0;
  }
}
