package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.LabelsBench;
import dev.weir.engine.pack.ModelPackage;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench labels}. */
@Command(
    name = "labels",
    header = "How many events and labels a second the learning application takes.",
    mixinStandardHelpOptions = true)
final class BenchLabelsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "comments of a round, each with its verdict (default: 100000)")
  private int events = 100_000;

  @Option(names = "--labels", paramLabel = "N", description = "of a round (default: 10000)")
  private int labels = 10_000;

  @Override
  public Integer call() throws IOException {
    if (events < 1_000) {
      throw new UsageFailure("--events: expected 1000 or more, got " + events);
    }
    if (labels < 100 || labels > events) {
      throw new UsageFailure("--labels: expected 100 to --events, got " + labels);
    }
    bench.print(
        new LabelsBench(
                ModelPackage.read(bench.chosen().dir()),
                new LabelsBench.Size(events, labels),
                bench.options(),
                spec.commandLine().getErr()::println)
            .run(),
        spec.commandLine().getOut());
    return 0;
  }
}
