package dev.weir.cli.platform;

import dev.weir.cli.CommandFailure;
import dev.weir.platform.Installation;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.flink.Aggregation;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.FlinkRestException;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.flink.JobState;
import dev.weir.platform.flink.Vertex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The text scoring job on the platform's Flink. Thread-safe. */
public final class TextJob {

  private static final String JAR = "weir-text-job.jar";
  private static final String MAIN = "dev.weir.flink.TextScoringJob";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 100;

  private final FlinkRest flink;
  private final String jobId;

  private TextJob(FlinkRest flink, String jobId) {
    this.flink = flink;
    this.jobId = jobId;
  }

  /**
   * Uploads the job's jar and waits until its tasks run.
   *
   * @param model package folder
   * @param store folder of the packages that releases name
   * @param options further options of the job
   * @throws CommandFailure if it does not come up; the message carries the job's own reason
   */
  public static TextJob start(
      PlatformEndpoints endpoints,
      String topicPrefix,
      Path model,
      Path store,
      int parallelism,
      List<String> options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", endpoints.bootstrapServers(),
                "--schema-registry", endpoints.registryUrl().toString(),
                "--topic-prefix", topicPrefix,
                "--model", model.toAbsolutePath().toString(),
                "--model-store", store.toAbsolutePath().toString()));
    arguments.addAll(options);
    FlinkRest flink = new FlinkRest(endpoints.flinkUrl());
    Path jar = Installation.find().jobJar(JAR);
    String id = flink.run(flink.upload(jar), JobRun.of(MAIN, arguments, parallelism));
    TextJob job = new TextJob(flink, id);
    job.awaitRunning();
    return job;
  }

  /** Records a batch on average lately; empty while the job has not said. */
  public OptionalDouble batchSize() {
    try {
      for (Vertex vertex : flink.vertices(jobId)) {
        List<String> names =
            flink.metricNames(jobId, vertex.id()).stream()
                .filter(name -> name.endsWith("batchSize_mean"))
                .toList();
        if (!names.isEmpty()) {
          return flink.metrics(jobId, vertex.id(), names, Aggregation.AVG).values().stream()
              .mapToDouble(Double::doubleValue)
              .average();
        }
      }
    } catch (FlinkRestException e) {
      // a figure for the table, not worth an error
    }
    return OptionalDouble.empty();
  }

  private void awaitRunning() {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < START_LIMIT.toNanos()) {
      JobState state = flink.state(jobId);
      boolean tasksRun = flink.vertices(jobId).stream().allMatch(v -> v.state().equals("RUNNING"));
      if (state == JobState.RUNNING && tasksRun) {
        return;
      }
      if (state.isEnd() || state == JobState.RESTARTING) {
        throw new CommandFailure("the text scoring job does not start: " + reason());
      }
      pause();
    }
    throw new CommandFailure(
        "the text scoring job was not running after %d s: %s"
            .formatted(START_LIMIT.toSeconds(), reason()));
  }

  private String reason() {
    return flink.awaitFailure(jobId).orElse("it gave no reason; see the node's log");
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted while the job started", e);
    }
  }
}
