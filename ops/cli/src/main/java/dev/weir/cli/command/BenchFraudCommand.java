package dev.weir.cli.command;

import dev.weir.cli.UsageFailure;
import dev.weir.cli.bench.FraudBench;
import dev.weir.cli.bench.FraudBench.StateKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir bench fraud}: S6. */
@Command(
    name = "fraud",
    header = "How many payments a second the fraud job decides, and how fast (S6).",
    mixinStandardHelpOptions = true)
final class BenchFraudCommand implements Callable<Integer> {

  private static final int MOST_CARDS = 20_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private BenchMixin bench = new BenchMixin();

  @Option(
      names = "--state",
      paramLabel = "heap|rocksdb",
      description = "where the job keeps its state (default: heap)")
  private String state = StateKind.HEAP.id();

  @Option(
      names = "--cards",
      paramLabel = "N",
      description = "how many cards pay (default: 1000000)")
  private int cards = 1_000_000;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "subtasks (default: one a processor)")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--job-options",
      paramLabel = "OPTIONS",
      split = " ",
      description = "further options of the job, such as \"--batch-age-ms 8\"")
  private List<String> jobOptions = List.of();

  @Override
  public Integer call() throws IOException {
    if (cards < 1_000 || cards > MOST_CARDS) {
      throw new UsageFailure("--cards: expected 1000 to " + MOST_CARDS + ", got " + cards);
    }
    if (parallelism < 1 || parallelism > 64) {
      throw new UsageFailure("--parallelism: expected 1 to 64, got " + parallelism);
    }
    FraudBench.Setup setup =
        new FraudBench.Setup(
            bench.chosen(PlatformOptions.FRAUD_MODEL).dir(),
            stateKind(),
            cards,
            parallelism,
            jobOptions);
    FraudBench measured =
        new FraudBench(setup, bench.options(), spec.commandLine().getErr()::println);
    bench.print(measured.run(), spec.commandLine().getOut());
    return 0;
  }

  private StateKind stateKind() {
    return Arrays.stream(StateKind.values())
        .filter(kind -> kind.id().equals(state))
        .findFirst()
        .orElseThrow(
            () -> new UsageFailure("--state: expected heap or rocksdb, got '" + state + "'"));
  }
}
