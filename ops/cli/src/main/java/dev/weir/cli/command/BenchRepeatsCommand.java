package dev.weir.cli.command;

import dev.weir.cli.bench.RepeatsBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir bench repeats}: S10. */
@Command(
    name = "repeats",
    header = "A pipeline whose chat repeats itself, with the cache of scores and without (S10).",
    mixinStandardHelpOptions = true)
final class BenchRepeatsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Mixin private PipelineMixin pipeline = new PipelineMixin();

  @Override
  public Integer call() throws IOException {
    RepeatsBench measured =
        new RepeatsBench(
            pipeline.setup(bench.chosen().dir()),
            bench.options(),
            spec.commandLine().getErr()::println);
    bench.print(measured.run(), spec.commandLine().getOut());
    return 0;
  }
}
