package dev.weir.cli.command;

import dev.weir.cli.bench.CrayfishBench;
import dev.weir.engine.bench.BenchOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench crayfish}: S5. */
@Command(
    name = "crayfish",
    header = "The network of the Crayfish benchmark (EDBT 2024) on Flink (S5).",
    mixinStandardHelpOptions = true)
final class BenchCrayfishCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE",
      description = "ONNX file of the feed-forward network: 784 columns, ten labels")
  private Path model = Path.of("");

  @Option(
      names = "--pairs",
      paramLabel = "N",
      description = "how often both set-ups are measured in turn (default: 5)")
  private int pairs = 5;

  @Mixin private ReportOption report = new ReportOption();

  @Override
  public Integer call() throws IOException {
    CrayfishBench bench =
        new CrayfishBench(
            model,
            BenchOptions.defaults().with(pairs, Duration.ofSeconds(1)),
            spec.commandLine().getErr()::println);
    report.print(bench.run(), spec.commandLine().getOut());
    return 0;
  }
}
