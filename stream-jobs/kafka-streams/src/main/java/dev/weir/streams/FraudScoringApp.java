package dev.weir.streams;

import dev.weir.streams.fraud.FraudStages;
import dev.weir.streams.options.AppOptions;
import dev.weir.streams.options.FraudAppOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The fraud scoring application: card transactions and labels in; verdicts, alerts and dead letters
 * out, as a process of its own. {@link AppRun} has the exit codes.
 */
@Command(
    name = FraudScoringApp.NAME,
    description = {
      "Decides on card transactions with Kafka Streams.",
      "Always exactly once: a payment that was sent again after a failure would be twice in the"
          + " histories. Read its topics with isolation.level=read_committed."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class FraudScoringApp implements Callable<Integer> {

  static final String NAME = "weir-fraud-streams";

  @Mixin private final FraudAppOptions options = new FraudAppOptions();

  private FraudScoringApp() {}

  /** Runs until it is stopped or fails. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return AppRun.run(new FraudScoringApp(), args);
  }

  @Override
  public Integer call() throws InterruptedException {
    AppRun.check(this, options::check);
    AppOptions common = options.common();
    TopicCheck.check(common.streams(), FraudTopology.topics(common.topicPrefix()));
    try (FraudStages stages = FraudStages.open(options.scoring(), common.threads())) {
      return AppRun.untilTheEnd(NAME, FraudTopology.of(options, stages), options.settings());
    }
  }
}
