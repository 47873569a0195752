package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.RetrainBench;
import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench retrain}: S12. */
@Command(
    name = "retrain",
    header = "A run of the learning loop on simulated labels: fine-tune, export, gates (S12).",
    mixinStandardHelpOptions = true)
final class BenchRetrainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(names = "--labels", paramLabel = "N", description = "labelled texts (default: 10,000)")
  private int labels = 10_000;

  @Override
  public Integer call() throws IOException {
    if (labels < 1_000) {
      throw new UsageFailure("--labels: expected 1000 or more, got " + labels);
    }
    bench.print(
        new RetrainBench(
                ModelPackage.read(bench.chosen().dir()),
                labels,
                bench.options().pairs(),
                spec.commandLine().getErr()::println)
            .run(),
        spec.commandLine().getOut());
    return 0;
  }
}
