package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A job on a Flink cluster of its own: a JobManager and two TaskManagers of one slot each. */
final class FlinkVictim implements Victim {

  /** Batches large and old: nearly every barrier and kill meets one in the making. */
  private static final List<String> OPTIONS =
      List.of("--parallelism", "2", "--batch-size", "500", "--batch-age-ms", "100");

  private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

  private final FlinkCluster cluster;
  private final TextJob job;
  private final Path dir;

  private FlinkVictim(FlinkCluster cluster, TextJob job, Path dir) {
    this.cluster = cluster;
    this.job = job;
    this.dir = dir;
  }

  /** Text scoring with the sample model. */
  static FlinkVictim start(PlatformEndpoints endpoints, TestTopics topics, Path dir, String... more)
      throws IOException {
    Path model = SharedPlatform.sampleModel();
    return start(dir, more, (flink, all) -> TextJob.submit(flink, endpoints, topics, model, all));
  }

  /** Fraud scoring with the shipped model. */
  static FlinkVictim fraud(PlatformEndpoints endpoints, TestTopics topics, Path dir, String... more)
      throws IOException {
    return start(dir, more, (flink, all) -> TextJob.fraud(flink, endpoints, topics, null, all));
  }

  private static FlinkVictim start(
      Path dir, String[] more, BiFunction<FlinkRest, String[], TextJob> submit) throws IOException {
    String[] options = Stream.concat(OPTIONS.stream(), Stream.of(more)).toArray(String[]::new);
    FlinkCluster cluster = FlinkCluster.start(dir, 2);
    try {
      return new FlinkVictim(cluster, submit.apply(cluster.rest(), options).awaitRunning(), dir);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return "TaskManager";
  }

  @Override
  public void kill(Random random) throws IOException {
    cluster.killTaskManager(random);
    cluster.startTaskManager();
  }

  @Override
  public void lookAfter() {
    assertThat(cluster.rest().state(job.id()).isEnd()).isFalse();
  }

  @Override
  public String troubles() throws IOException {
    return cluster.failures(job.id()) + " failures of the job, kills included";
  }

  @Override
  public void stop() {
    assertThat(cluster.rest().state(job.id())).isEqualTo(JobState.RUNNING);
    cluster.rest().stopWithSavepoint(job.id(), dir.resolve("stop").toUri().toString(), STOP_LIMIT);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
