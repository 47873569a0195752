package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.PlatformEndpoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
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

  private final PlatformEndpoints endpoints;
  private final TestTopics topics;
  private final Path dir;
  private final String[] options;
  private StreamsApp app;
  private int endedByItself;

  private StreamsVictim(
      PlatformEndpoints endpoints, TestTopics topics, Path dir, String... options) {
    this.endpoints = endpoints;
    this.topics = topics;
    this.dir = dir;
    this.options = options;
    this.app = spawn();
  }

  static StreamsVictim start(
      PlatformEndpoints endpoints, TestTopics topics, Path dir, String... more) {
    String[] options = Stream.concat(OPTIONS.stream(), Stream.of(more)).toArray(String[]::new);
    StreamsVictim victim = new StreamsVictim(endpoints, topics, dir, options);
    victim.app.awaitRunning();
    return victim;
  }

  private StreamsApp spawn() {
    return StreamsApp.start(endpoints, topics, SharedPlatform.sampleModel(), dir, options);
  }

  @Override
  public String name() {
    return "Kafka Streams process";
  }

  @Override
  public void kill(Random random) {
    app.kill();
    app = spawn();
  }

  @Override
  public void lookAfter() {
    if (!app.isAlive()) {
      endedByItself++;
      System.out.println("the application ended: " + app.said());
      app = spawn();
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
