package dev.weir.endtoend;

import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.flink.JobState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The text scoring job of the installation, submitted as anybody would submit it. */
final class TextJob {

  private static final String ENTRY = "dev.weir.flink.TextScoringJob";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final FlinkRest flink;
  private final String id;

  private TextJob(FlinkRest flink, String id) {
    this.flink = flink;
    this.id = id;
  }

  /** Uploads the jar and runs it; does not wait. */
  static TextJob submit(
      FlinkRest flink, Platform platform, TestTopics topics, Path model, String... more) {
    return submitTo(platform.endpoints().registryUrl(), flink, platform, topics, model, more);
  }

  /** The same with another address of the registry. */
  static TextJob submitTo(
      URI registry,
      FlinkRest flink,
      Platform platform,
      TestTopics topics,
      Path model,
      String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", platform.endpoints().bootstrapServers(),
                "--schema-registry", registry.toString(),
                "--topic-prefix", topics.prefix(),
                "--group-id", topics.prefix() + "text-scoring",
                "--model", model.toString()));
    arguments.addAll(List.of(more));
    String jar = flink.upload(Installation.find().jobJar("weir-text-job.jar"));
    return new TextJob(flink, flink.run(jar, JobRun.of(ENTRY, arguments, 1)));
  }

  String id() {
    return id;
  }

  TextJob awaitRunning() {
    Awaitility.await("job " + id + " runs")
        .atMost(START_LIMIT)
        .until(
            () ->
                flink.state(id) == JobState.RUNNING
                    && flink.vertices(id).stream().allMatch(v -> v.state().equals("RUNNING")));
    return this;
  }

  JobState awaitEnd() {
    return Awaitility.await("job " + id + " ends")
        .atMost(START_LIMIT)
        .until(() -> flink.state(id), JobState::isEnd);
  }

  void cancel() {
    flink.cancel(id);
    awaitEnd();
  }
}
