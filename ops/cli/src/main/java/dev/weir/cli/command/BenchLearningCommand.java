package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.LearningBench;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench learning}: a simulated fortnight with and without the learning loop. */
@Command(
    name = "learning",
    header = "A simulated fortnight in which spam changes, with and without the learning loop.",
    mixinStandardHelpOptions = true)
final class BenchLearningCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private PipelineMixin pipeline = new PipelineMixin();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(names = "--texts", paramLabel = "N", description = "texts a day (default: 2000)")
  private int texts = 2_000;

  @Option(
      names = "--labelled",
      paramLabel = "SHARE",
      description = "share of them that people label (default: 0.1)")
  private double labelled = 0.1;

  @Option(names = "--seed", paramLabel = "N", description = "of all that is drawn (default: 1)")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    if (texts < 100 || !(labelled > 0 && labelled <= 1)) {
      throw new UsageFailure(
          "--texts must be 100 or more and --labelled above 0 and at most 1; got %d and %s"
              .formatted(texts, labelled));
    }
    bench.print(
        new LearningBench(
                pipeline.setup(bench.chosen().dir()),
                texts,
                labelled,
                seed,
                spec.commandLine().getErr()::println)
            .run(),
        spec.commandLine().getOut());
    return 0;
  }
}
