package dev.weir.streams;

import dev.weir.streams.batch.TextScoringProcessors;
import dev.weir.streams.options.AppOptions;
import dev.weir.streams.options.TextAppOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The text scoring application: comments and chat messages in, verdicts and dead letters out, as a
 * process of its own. {@link AppRun} has the exit codes.
 */
@Command(
    name = TextScoringApp.NAME,
    description = "Scores comments and chat messages with Kafka Streams.",
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class TextScoringApp implements Callable<Integer> {

  static final String NAME = "weir-text-streams";

  @Mixin private final TextAppOptions options = new TextAppOptions();

  private TextScoringApp() {}

  /** Runs until it is stopped or fails. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return AppRun.run(new TextScoringApp(), args);
  }

  @Override
  public Integer call() throws InterruptedException {
    AppRun.check(this, options::check);
    AppOptions common = options.common();
    TopicCheck.check(common.streams(), TextTopology.topics(common.topicPrefix()));
    try (TextScoringProcessors processors =
        TextScoringProcessors.open(
            common.batch(), common.duplicates(), options.scoring(), common.threads())) {
      return AppRun.untilTheEnd(
          NAME, TextTopology.of(common.topicPrefix(), processors), options.settings());
    }
  }
}
