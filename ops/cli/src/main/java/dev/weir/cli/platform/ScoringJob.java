package dev.weir.cli.platform;

import dev.weir.cli.CommandFailure;
import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** A scoring job on the platform's Flink. Thread-safe. */
public final class ScoringJob {

  private static final String JAR = "weir-text-job.jar";
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long POLL_MILLIS = 100;

  private final FlinkRest flink;
  private final Kind kind;
  private final String jobId;
  private final boolean resumed;

  private ScoringJob(FlinkRest flink, Kind kind, String jobId, boolean resumed) {
    this.flink = flink;
    this.kind = kind;
    this.jobId = jobId;
    this.resumed = resumed;
  }

  /** What there is to run. */
  public enum Kind {
    TEXT("dev.weir.flink.TextScoringJob", "weir-text-scoring", "text scoring job"),
    FRAUD("dev.weir.flink.FraudScoringJob", "weir-fraud-scoring", "fraud scoring job");

    private final String main;
    private final String jobName;
    private final String title;

    Kind(String main, String jobName, String title) {
      this.main = main;
      this.jobName = jobName;
      this.title = title;
    }
  }

  /**
   * How a job is to run.
   *
   * @param model package folder
   * @param options further options of the job
   */
  public record Plan(Kind kind, Path model, int parallelism, List<String> options) {
    public Plan {
      options = List.copyOf(options);
    }
  }

  /** Starts jobs from the beginning; see {@link #resume}. */
  public static List<ScoringJob> start(
      PlatformEndpoints endpoints, String topicPrefix, Path store, List<Plan> plans) {
    return start(endpoints, topicPrefix, store, plans, jobName -> Optional.empty());
  }

  /**
   * Uploads the jobs' jar, starts them all, each from where it was stopped when the platform was
   * closed last, and waits until their tasks run.
   *
   * @param store folder of the packages that releases name
   * @return one for each plan
   * @throws CommandFailure if one does not come up; the message carries the job's own reason
   */
  public static List<ScoringJob> resume(Platform platform, Path store, List<Plan> plans) {
    return start(
        platform.endpoints(),
        platform.config().topicPrefix(),
        store,
        plans,
        platform.stoppedJobs()::take);
  }

  private static List<ScoringJob> start(
      PlatformEndpoints endpoints,
      String topicPrefix,
      Path store,
      List<Plan> plans,
      Function<String, Optional<String>> stopped) {
    if (plans.isEmpty()) {
      return List.of();
    }
    FlinkRest flink = new FlinkRest(endpoints.flinkUrl());
    String jar = flink.upload(Installation.find().jobJar(JAR));
    List<ScoringJob> jobs = new ArrayList<>();
    for (Plan plan : plans) {
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--bootstrap-servers", endpoints.bootstrapServers(),
                  "--schema-registry", endpoints.registryUrl().toString(),
                  "--topic-prefix", topicPrefix,
                  "--model", plan.model().toAbsolutePath().toString(),
                  "--model-store", store.toAbsolutePath().toString()));
      arguments.addAll(plan.options());
      Optional<String> savepoint = stopped.apply(plan.kind().jobName);
      String id =
          flink.run(
              jar,
              new JobRun(plan.kind().main, arguments, plan.parallelism(), savepoint, Map.of()));
      jobs.add(new ScoringJob(flink, plan.kind(), id, savepoint.isPresent()));
    }
    jobs.forEach(ScoringJob::awaitRunning);
    return List.copyOf(jobs);
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
        throw new CommandFailure("the " + kind.title + " does not start: " + reason());
      }
      pause();
    }
    throw new CommandFailure(
        "the %s was not running after %d s: %s"
            .formatted(kind.title, START_LIMIT.toSeconds(), reason()));
  }

  private String reason() {
    String reason = flink.awaitFailure(jobId).orElse("it gave no reason; see the node's log");
    return resumed
        ? reason + "; it was to go on with what it remembered, the next start begins without"
        : reason;
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
