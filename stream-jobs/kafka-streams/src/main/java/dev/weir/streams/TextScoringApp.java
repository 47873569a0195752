package dev.weir.streams;

import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.batch.TextScoringProcessors;
import dev.weir.streams.failure.FirstFailure;
import dev.weir.streams.failure.OneLine;
import dev.weir.streams.options.StreamsSettings;
import dev.weir.streams.options.TextAppOptions;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * The text scoring application: comments and chat messages in, verdicts and dead letters out, as a
 * process of its own. Exit codes: 0 after a stop that was asked for, 1 after a failure (one line on
 * standard error says what to do), 2 wrong usage.
 */
@Command(
    name = "weir-text-streams",
    description = "Scores comments and chat messages with Kafka Streams.",
    mixinStandardHelpOptions = true,
    showDefaultValues = false)
public final class TextScoringApp implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(TextScoringApp.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int HELP_WIDTH = 100;

  @Mixin private final TextAppOptions options = new TextAppOptions();

  private TextScoringApp() {}

  /** Runs until it is stopped or fails. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine command = new CommandLine(new TextScoringApp());
    command.setUsageHelpWidth(HELP_WIDTH);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          LOG.error("text scoring ends", failure);
          line.getErr().println("weir-text-streams: " + OneLine.of(failure));
          return CommandLine.ExitCode.SOFTWARE;
        });
    command.setParameterExceptionHandler(
        (failure, words) -> {
          command.getErr().println("weir-text-streams: " + failure.getMessage());
          command.getErr().println("See: weir-text-streams --help");
          return CommandLine.ExitCode.USAGE;
        });
    return command.execute(args);
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      options.check();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(new CommandLine(this), e.getMessage(), e);
    }
    TopicCheck.check(options);
    try (ScoringPool pool = ScoringPool.open(options.scoring(), options.threads())) {
      return score(pool);
    }
  }

  private int score(ScoringPool pool) throws InterruptedException {
    TextScoringProcessors processors =
        new TextScoringProcessors(
            options.batch(), new DuplicateWindow(options.dedupWindow()), pool);
    FirstFailure failure = new FirstFailure();
    CountDownLatch ended = new CountDownLatch(1);
    try (KafkaStreams streams =
        new KafkaStreams(
            TextTopology.of(options.topicPrefix(), processors), StreamsSettings.of(options))) {
      streams.setUncaughtExceptionHandler(failure);
      streams.setStateListener(
          (now, before) -> {
            LOG.info("{} -> {}", before, now);
            if (now == State.NOT_RUNNING || now == State.ERROR) {
              ended.countDown();
            }
          });
      StopSignal.handle(() -> stop(streams));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(streams), "stop at exit"));
      streams.start();
      ended.await();
    }
    if (failure.get().isPresent()) {
      System.err.println("weir-text-streams: " + OneLine.of(failure.get().get()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    return CommandLine.ExitCode.OK;
  }

  private static void stop(KafkaStreams streams) {
    if (!streams.close(STOP_LIMIT)) {
      LOG.warn("not all threads stopped within {}; nothing is lost", STOP_LIMIT);
      Runtime.getRuntime().halt(CommandLine.ExitCode.SOFTWARE);
    }
  }
}
