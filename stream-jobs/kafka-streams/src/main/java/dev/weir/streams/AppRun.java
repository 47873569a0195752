package dev.weir.streams;

import dev.weir.streams.failure.FirstFailure;
import dev.weir.streams.failure.OneLine;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * How every application of this package starts, waits, ends and fails. Exit codes: 0 after a stop
 * that was asked for, 1 after a failure (one line on standard error says what to do), 2 wrong usage
 * (docs/decisions/0053).
 */
final class AppRun {

  private static final Logger LOG = LoggerFactory.getLogger(AppRun.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int HELP_WIDTH = 100;

  private AppRun() {}

  /** Runs the application with that command line; answers its exit code. */
  static int run(Callable<Integer> app, String... args) {
    CommandLine command = new CommandLine(app);
    String name = command.getCommandName();
    command.setUsageHelpWidth(HELP_WIDTH);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          LOG.error("scoring ends", failure);
          line.getErr().println(name + ": " + OneLine.of(failure));
          return CommandLine.ExitCode.SOFTWARE;
        });
    command.setParameterExceptionHandler(
        (failure, words) -> {
          command.getErr().println(name + ": " + failure.getMessage());
          command.getErr().println("See: " + name + " --help");
          return CommandLine.ExitCode.USAGE;
        });
    return command.execute(args);
  }

  /** Has options checked against each other; what does not fit is wrong usage. */
  static void check(Object app, Runnable checks) {
    try {
      checks.run();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(new CommandLine(app), e.getMessage(), e);
    }
  }

  /** Runs the topology until it is stopped or fails; answers the exit code. */
  static int untilTheEnd(String name, Topology topology, Properties settings)
      throws InterruptedException {
    FirstFailure failure = new FirstFailure();
    CountDownLatch ended = new CountDownLatch(1);
    try (KafkaStreams streams = new KafkaStreams(topology, settings)) {
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
      System.err.println(name + ": " + OneLine.of(failure.get().get()));
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
