package dev.weir.endtoend;

import dev.weir.platform.Installation;
import dev.weir.platform.Platform;
import dev.weir.platform.PlatformEndpoints;
import dev.weir.platform.flink.Aggregation;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.flink.JobState;
import dev.weir.platform.flink.Vertex;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A job of the installation, for texts unless said otherwise, submitted as anybody would. */
final class TextJob {

  private static final String TEXT = "dev.weir.flink.TextScoringJob";
  private static final String FRAUD = "dev.weir.flink.FraudScoringJob";
  private static final String BACKFILL = "dev.weir.flink.FraudBackfillJob";
  private static final Pattern OWN_METRIC = Pattern.compile(".*\\.weir\\.(\\w+)");
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  private final FlinkRest flink;
  private final String id;

  private TextJob(FlinkRest flink, String id) {
    this.flink = flink;
    this.id = id;
  }

  /** Uploads the jar and runs it; does not wait. */
  static TextJob submit(
      FlinkRest flink, Platform platform, TestTopics topics, Path model, String... more) {
    return submit(flink, platform.endpoints(), topics, model, more);
  }

  /** The same with broker and registry of the test's own. */
  static TextJob submit(
      FlinkRest flink, PlatformEndpoints at, TestTopics topics, Path model, String... more) {
    return start(
        TEXT, at.registryUrl(), flink, at, topics, model, Optional.empty(), Map.of(), more);
  }

  /** Runs the job with the sample model from a savepoint, or from the beginning if it is null. */
  static TextJob resume(
      FlinkRest flink, Platform platform, TestTopics topics, String savepoint, String... more) {
    return resume(flink, platform, topics, savepoint, Map.of(), more);
  }

  /** The same with settings of Flink's for this job. */
  static TextJob resume(
      FlinkRest flink,
      Platform platform,
      TestTopics topics,
      String savepoint,
      Map<String, String> settings,
      String... more) {
    return start(
            TEXT,
            platform.endpoints().registryUrl(),
            flink,
            platform.endpoints(),
            topics,
            SharedPlatform.sampleModel(),
            Optional.ofNullable(savepoint),
            settings,
            more)
        .awaitRunning();
  }

  /** The same with another address of the registry. */
  static TextJob submitTo(
      URI registry,
      FlinkRest flink,
      Platform platform,
      TestTopics topics,
      Path model,
      String... more) {
    return start(
        TEXT,
        registry,
        flink,
        platform.endpoints(),
        topics,
        model,
        Optional.empty(),
        Map.of(),
        more);
  }

  /**
   * The fraud scoring job with the shipped model, from a savepoint or from the beginning if it is
   * null, running.
   */
  static TextJob fraud(
      FlinkRest flink, PlatformEndpoints at, TestTopics topics, String savepoint, String... more) {
    return start(
            FRAUD,
            at.registryUrl(),
            flink,
            at,
            topics,
            Path.of(System.getProperty("weir.models"), "weir-fraud", "1.0.0"),
            Optional.ofNullable(savepoint),
            Map.of(),
            more)
        .awaitRunning();
  }

  /** The backfill of the fraud job; does not wait. Its point is fixed when it is submitted. */
  static TextJob backfill(
      FlinkRest flink, PlatformEndpoints at, TestTopics topics, String savepoint, String... more) {
    List<String> words = new ArrayList<>(List.of(more));
    words.add("--savepoint=" + savepoint);
    return start(
        BACKFILL,
        at.registryUrl(),
        flink,
        at,
        topics,
        Path.of(System.getProperty("weir.models"), "weir-fraud", "1.0.0"),
        Optional.empty(),
        Map.of(),
        words.toArray(String[]::new));
  }

  private static TextJob start(
      String entry,
      URI registry,
      FlinkRest flink,
      PlatformEndpoints at,
      TestTopics topics,
      Path model,
      Optional<String> savepoint,
      Map<String, String> settings,
      String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-servers", at.bootstrapServers(),
                "--schema-registry", registry.toString(),
                "--topic-prefix", topics.prefix(),
                "--group-id", topics.prefix() + "scoring",
                "--model", model.toString()));
    arguments.addAll(List.of(more));
    String jar = flink.upload(Installation.find().jobJar("weir-text-job.jar"));
    return new TextJob(flink, flink.run(jar, new JobRun(entry, arguments, 1, savepoint, settings)));
  }

  String id() {
    return id;
  }

  /** The sum of a counter over all operators and subtasks, as the cluster reports it of late. */
  long counter(String name) {
    double sum = 0;
    for (Vertex vertex : flink.vertices(id)) {
      List<String> names =
          flink.metricNames(id, vertex.id()).stream()
              .filter(metric -> metric.endsWith("." + name))
              .toList();
      if (!names.isEmpty()) {
        sum +=
            flink.metrics(id, vertex.id(), names, Aggregation.SUM).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
      }
    }
    return Math.round(sum);
  }

  /** Names of Weir's own metrics, without those by tag and the parts of a histogram. */
  Set<String> metricNames() {
    return flink.vertices(id).stream()
        .flatMap(vertex -> flink.metricNames(id, vertex.id()).stream())
        .map(name -> name.replaceFirst("_(min|max|mean|median|stddev|p\\d+)$", ""))
        .map(OWN_METRIC::matcher)
        .filter(Matcher::matches)
        .map(name -> name.group(1))
        .collect(Collectors.toSet());
  }

  TextJob awaitRunning() {
    try {
      Awaitility.await("job " + id + " runs")
          .atMost(START_LIMIT)
          .until(() -> isRunning() || flink.state(id).isEnd());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("job " + id + " does not run: " + flink.lastFailure(id), e);
    }
    if (!isRunning()) {
      throw new IllegalStateException("job " + id + " ended: " + flink.awaitFailure(id));
    }
    return this;
  }

  private boolean isRunning() {
    return flink.state(id) == JobState.RUNNING
        && flink.vertices(id).stream().allMatch(v -> v.state().equals("RUNNING"));
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
