package dev.weir.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.weir.platform.flink.Aggregation;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.FlinkRestException;
import dev.weir.platform.flink.JobRun;
import dev.weir.platform.flink.JobState;
import dev.weir.platform.flink.JobSummary;
import dev.weir.platform.flink.Vertex;
import dev.weir.platform.http.JsonHttp;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running platform offers. One platform for all tests. */
final class PlatformIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir static Path dir;
  private static Platform platform;
  private static final List<String> heard = new ArrayList<>();

  @BeforeAll
  static void start() {
    platform =
        Platform.start(
            PlatformConfig.onFreePorts(dir).withTopicPrefix("t."),
            new StartProgress() {
              @Override
              public void begun(StartStage stage) {
                heard.add("+" + stage);
              }

              @Override
              public void done(StartStage stage, Duration took) {
                heard.add("-" + stage);
              }
            });
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void progress_start_everyStageBeginsAndEnds() {
    assertThat(heard)
        .startsWith("+CHECKS", "-CHECKS")
        .containsSubsequence("+NODE", "-NODE", "+TOPICS", "-TOPICS")
        .containsSubsequence("+REGISTRY", "-REGISTRY", "+SUBJECTS", "-SUBJECTS")
        .hasSize(10);
  }

  @Test
  void parts_running_allAnswer() {
    assertThat(platform.parts())
        .extracting(PartStatus::name, PartStatus::answers)
        .containsExactly(tuple("broker", true), tuple("registry", true), tuple("flink", true));
    assertThat(platform.parts()).allSatisfy(part -> assertThat(part.log()).exists());
  }

  @Test
  void topics_started_haveTheCataloguesSettings() throws Exception {
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", platform.endpoints().bootstrapServers()))) {
      assertThat(admin.listTopics().names().get())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(WeirTopic.values()).map(topic -> topic.topicName("t.")).toList());
      for (WeirTopic topic : WeirTopic.values()) {
        ConfigResource resource =
            new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName("t."));
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        topic
            .config()
            .forEach((key, value) -> assertThat(config.get(key).value()).as(key).isEqualTo(value));
      }
    }
  }

  @Test
  void subjects_started_areRegisteredAndProtected() throws IOException {
    assertThat(registry("/config")).contains("BACKWARD");
    assertThat(registry("/subjects")).contains("t.comments-value").doesNotContain("dead-letters");
    assertThat(registry("/config/t.comments-value")).contains("BACKWARD_TRANSITIVE");
    assertThat(registry("/config/t.text-verdicts-value")).contains("FULL_TRANSITIVE");
  }

  @Test
  void listeners_running_areOnLoopbackOnly() throws IOException {
    assumeThat(Path.of("/proc/net/tcp6")).exists();
    List<String> all = new ArrayList<>();
    for (PartStatus part : platform.parts()) {
      all.addAll(Listeners.of(part.pid()));
    }

    assertThat(all).hasSizeGreaterThanOrEqualTo(4).allMatch(Listeners::isLoopback);
  }

  @Test
  void commandLines_running_areShort() throws IOException {
    assumeThat(Path.of("/proc/self/cmdline")).exists();
    for (PartStatus part : platform.parts()) {
      Path commandLine = Path.of("/proc/" + part.pid() + "/cmdline");

      // ONNX Runtime 1.29.0 dies at about 3.9 KB
      assertThat(Files.readAllBytes(commandLine).length).as(part.name()).isLessThan(1_000);
    }
  }

  @Test
  void start_sameFolder_refusedWithProcessOfTheFirst() {
    assertThatThrownBy(() -> Platform.start(PlatformConfig.onFreePorts(dir), StartProgress.none()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("already runs on " + dir)
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    assertThat(platform.parts()).allMatch(PartStatus::answers);
  }

  @Test
  void start_portOfTheFirst_refusedWithPortAndFlag(@TempDir Path other) throws IOException {
    int taken = platform.config().registryPort();

    assertThatThrownBy(
            () ->
                Platform.start(
                    PlatformConfig.onFreePorts(other).withPorts(0, 0, taken, 0),
                    StartProgress.none()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("port " + taken)
        .hasMessageContaining("--registry-port");
    assertThat(PlatformProbe.find(other)).isEmpty();
  }

  @Test
  void probe_running_findsIt() {
    RunningPlatform found = PlatformProbe.find(dir).orElseThrow();

    assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(found.isReady()).isTrue();
    assertThat(found.topicPrefix()).isEqualTo("t.");
    assertThat(found.endpoints()).isEqualTo(platform.endpoints());
    assertThat(PlatformProbe.find(dir)).as("looking twice drops no lock").isPresent();
  }

  @Test
  void jobJar_submitted_runsAndStopsWithSavepoint(@TempDir Path work) throws IOException {
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    String jar = flink.upload(JobJar.build(work, Installation.find()));

    String job = flink.run(jar, JobRun.of("job.ProbeJob", List.of("probe", "two words"), 2));

    await().atMost(LIMIT).until(() -> flink.state(job) == JobState.RUNNING);
    assertThat(flink.jobs()).contains(new JobSummary(job, "probe", JobState.RUNNING));
    Vertex count =
        flink.vertices(job).stream().filter(v -> v.name().contains("count")).findFirst().get();
    assertThat(count.parallelism()).isEqualTo(2);
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        flink.metrics(job, count.id(), List.of("count.counted"), Aggregation.SUM))
                    .hasEntrySatisfying("count.counted", n -> assertThat(n).isGreaterThan(10)));
    String savepoint =
        flink.stopWithSavepoint(job, work.resolve("savepoints").toUri().toString(), LIMIT);
    assertThat(Path.of(URI.create(savepoint)).resolve("_metadata")).exists();
    await().atMost(LIMIT).until(() -> flink.state(job) == JobState.FINISHED);
  }

  @Test
  void jobJar_programThatThrows_refusedWithItsReason(@TempDir Path work) throws IOException {
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    String jar = flink.upload(JobJar.build(work, Installation.find()));

    assertThatThrownBy(() -> flink.run(jar, JobRun.of("job.ProbeJob", List.of("one"), 1)))
        .isInstanceOf(FlinkRestException.class)
        .hasMessageContaining("expected that arguments arrive unchanged");
  }

  @Test
  void logs_running_lieInTheFolder() throws IOException {
    try (Stream<Path> logs = Files.list(dir.resolve("logs"))) {
      assertThat(logs.map(path -> path.getFileName().toString()))
          .contains("node.log", "node.out", "registry.log");
    }
  }

  private static String registry(String path) throws IOException {
    URI uri = URI.create(platform.endpoints().registryUrl() + path);
    JsonHttp.Answer answer = new JsonHttp().get(uri, LIMIT);
    assertThat(answer.ok()).as("%s", uri).isTrue();
    return answer.body().toString();
  }
}
