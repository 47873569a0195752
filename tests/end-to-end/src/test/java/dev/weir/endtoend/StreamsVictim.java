package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.PlatformEndpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The Kafka Streams application, always started on the same folder. */
final class StreamsVictim implements Victim {

  /** Batches large and old: nearly every commit and kill meets records that wait for theirs. */
  private static final List<String> OPTIONS =
      List.of(
          "--instance-id", "one",
          "--threads", "2",
          "--batch-size", "500",
          "--batch-age-ms", "150",
          "--session-timeout-ms", "6000");

  private final Supplier<StreamsApp> spawning;
  private StreamsApp app;
  private int endedByItself;

  private StreamsVictim(Supplier<StreamsApp> spawning) {
    this.spawning = spawning;
    this.app = spawning.get();
    app.awaitRunning();
  }

  /** Text scoring. */
  static StreamsVictim start(
      PlatformEndpoints endpoints, TestTopics topics, Path dir, String... more) {
    String[] options = options(more);
    return new StreamsVictim(
        () -> StreamsApp.start(endpoints, topics, SharedPlatform.sampleModel(), dir, options));
  }

  /** Fraud scoring. */
  static StreamsVictim fraud(
      PlatformEndpoints endpoints, TestTopics topics, Path dir, String... more) {
    String[] options = options(more);
    return new StreamsVictim(() -> StreamsApp.fraud(endpoints, topics, dir, options));
  }

  private static String[] options(String... more) {
    return Stream.concat(OPTIONS.stream(), Stream.of(more)).toArray(String[]::new);
  }

  @Override
  public String name() {
    return "Kafka Streams process";
  }

  @Override
  public void kill(Random random) {
    app.kill();
    app = spawning.get();
  }

  @Override
  public void lookAfter() {
    if (!app.isAlive()) {
      endedByItself++;
      System.out.println("the application ended: " + app.said());
      app = spawning.get();
    }
  }

  @Override
  public String troubles() {
    return endedByItself + " ends by itself";
  }

  @Override
  public void stop() {
    assertThat(app.stop()).isZero();
  }

  @Override
  public void close() {
    app.close();
  }
}
