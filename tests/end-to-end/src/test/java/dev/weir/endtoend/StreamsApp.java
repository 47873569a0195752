package dev.weir.endtoend;

import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
import dev.weir.platform.PlatformEndpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A Kafka Streams application of the installation, for texts unless said otherwise, as a process of
 * its own. Its folder holds state, log and what it said; another process may go on with it.
 * Confined to one thread.
 */
final class StreamsApp implements AutoCloseable {

  private static final String TEXT = "dev.weir.streams.TextScoringApp";
  private static final String FRAUD = "dev.weir.streams.FraudScoringApp";
  private static final String LEARNING = "dev.weir.streams.LearningApp";
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(45);

  private final Process process;
  private final Path dir;

  private StreamsApp(Process process, Path dir) {
    this.process = process;
    this.dir = dir;
  }

  /** Starts it on the platform; does not wait. */
  static StreamsApp start(
      Platform platform, TestTopics topics, Path model, Path dir, String... more) {
    return start(platform.endpoints(), topics, model, dir, more);
  }

  /** The same with broker and registry of the test's own. */
  static StreamsApp start(
      PlatformEndpoints at, TestTopics topics, Path model, Path dir, String... more) {
    return start(TEXT, at.registryUrl(), at, topics, model, dir, more);
  }

  /** The fraud scoring application with the shipped model; does not wait. */
  static StreamsApp fraud(PlatformEndpoints at, TestTopics topics, Path dir, String... more) {
    Path model = Path.of(System.getProperty("weir.models"), "weir-fraud", "1.0.0");
    return start(FRAUD, at.registryUrl(), at, topics, model, dir, more);
  }

  /** The learning application, which has no model; does not wait. */
  static StreamsApp learning(PlatformEndpoints at, TestTopics topics, Path dir, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", at.bootstrapServers(),
                "--schema-registry", at.registryUrl().toString(),
                "--topic-prefix", topics.prefix(),
                "--group-id", topics.prefix() + "learning",
                "--state-dir", dir.resolve("state").toString()));
    options.addAll(List.of(more));
    return start(LEARNING, dir, options);
  }

  /** The same with another address of the registry. */
  static StreamsApp start(
      URI registry, Platform platform, TestTopics topics, Path model, Path dir, String... more) {
    return start(TEXT, registry, platform.endpoints(), topics, model, dir, more);
  }

  private static StreamsApp start(
      String main,
      URI registry,
      PlatformEndpoints at,
      TestTopics topics,
      Path model,
      Path dir,
      String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", at.bootstrapServers(),
                "--schema-registry", registry.toString(),
                "--topic-prefix", topics.prefix(),
                "--group-id",
                    topics.prefix() + (main.equals(FRAUD) ? "fraud-streams" : "text-streams"),
                "--model", model.toString(),
                "--state-dir", dir.resolve("state").toString()));
    options.addAll(List.of(more));
    return start(main, dir, options);
  }

  /** Starts it with those options only. */
  static StreamsApp start(Path dir, List<String> options) {
    return start(TEXT, dir, options);
  }

  private static StreamsApp start(String main, Path dir, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // a wildcard: ONNX Runtime dies of a command line of four thousand characters
    command.addAll(
        List.of(
            "-Xmx384m",
            "-Dweir.log.dir=" + dir,
            "-cp",
            Installation.find().home().resolve("lib/streams") + "/*",
            main));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("RAYON_NUM_THREADS", "1");
    builder.environment().put("ORT_DISABLE_TELEMETRY", "1");
    try {
      Files.createDirectories(dir);
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("said.txt").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new StreamsApp(process, dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until its tasks run. */
  StreamsApp awaitRunning() {
    try {
      Awaitility.await("the application in " + dir + " runs")
          .atMost(START_LIMIT)
          .until(() -> !process.isAlive() || log().contains("REBALANCING -> RUNNING"));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("the application does not run; its log: " + log(), e);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("the application ended: " + said());
    }
    return this;
  }

  /** Its metrics, as an operator's tool reads them. */
  AppMetrics metrics() {
    return new AppMetrics(process.pid());
  }

  /** Kills it with SIGKILL; returns once it has gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end and answers its exit code. */
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  /** Its exit code, once it ends. */
  int awaitEnd() {
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the application in " + dir + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** All that it printed. */
  String said() {
    return read("said.txt");
  }

  /** Its log. */
  String log() {
    return read("streams.log");
  }

  private String read(String name) {
    try {
      return Files.exists(dir.resolve(name)) ? Files.readString(dir.resolve(name)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
