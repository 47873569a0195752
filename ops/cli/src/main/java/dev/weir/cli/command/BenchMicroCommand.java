package dev.weir.cli.command;

import dev.weir.engine.bench.micro.MicroBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir bench micro}: the engine's parts under JMH. */
@Command(
    name = "micro",
    header = "The engine's parts, each alone: decider, normaliser, tokenizer, bags, tensors (JMH).",
    mixinStandardHelpOptions = true)
final class BenchMicroCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Override
  public Integer call() throws IOException {
    bench.print(
        MicroBench.run(bench.chosen().dir(), bench.options(), System.err),
        spec.commandLine().getOut());
    return 0;
  }
}
