package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Task;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.text.CommentSource;
import dev.weir.simulator.text.TextShares;
import dev.weir.simulator.truth.TrueExamples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The loop by its commands beside a job that scores: labels become a model, which is on trial, then
 * live; a worse one that somebody releases is taken back.
 */
@Timeout(300)
class LearningLoopIT {

  private static final Path MODEL =
      Path.of(System.getProperty("weir.models"), "weir-text", "1.0.0");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TEXTS = 150;

  /** One in three texts is spam, one in three abusive. */
  private static final TextShares SHARES =
      new TextShares(0.12, 0.12, 0.12, 0.32, 0.32, 0, 0.4, 0.02, 0.08);

  /** Quick steps, and bands that only a model leaves that means nothing. */
  private static final String POLICY =
      """
      window: 10m
      promote: retrained
      live: 24h
      shadow: {records: 100, time: 1s}
      canary: []
      bands:
        agreement: {most_loss: 0.05, labels: 50}
        actions: {most_ratio: 100, least_ratio: 0.001, records: 100}
        score_drift: {most_psi: 0.25, records: 100}
        errors: {most_share: 0.01, records: 100}
        latency: {most_p99_ms: 60000, most_ratio: 100, records: 100}
      """;

  private final CommentSource source = new CommentSource(5, Instant.now(), SHARES);
  private final List<String> connection = new ArrayList<>();

  @TempDir private Path dir;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(dir.resolve("policy.yaml"), POLICY);
  }

  @Test
  void labels_becomeAModelOnTrialThenLive_andAWorseOneIsTakenBack() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "loop.");
        VerdictLog verdicts = new VerdictLog(topics, WeirTopic.TEXT_VERDICTS);
        VerdictLog shadows = new VerdictLog(topics, WeirTopic.TEXT_SHADOW_VERDICTS)) {
      connection.addAll(
          List.of(
              "--bootstrap-servers=" + platform.endpoints().bootstrapServers(),
              "--schema-registry=" + platform.endpoints().registryUrl(),
              "--topic-prefix=" + topics.prefix()));
      label(topics);
      TextJob job =
          TextJob.submit(
                  flink, platform, topics, MODEL, "--model-store", dir.resolve("models").toString())
              .awaitRunning();
      try {
        assertThat(weir("retrain", "--once", "--model=" + MODEL))
            .contains("weir-text@1.1.0 released", "announced as shadow");
        assertThat(weir("retrain", "--once", "--model=" + MODEL))
            .contains("weir-text@1.1.0 is on trial as shadow");

        answered(topics, verdicts, shadows, "1.0.0");
        assertThat(watch()).contains("weir-text@1.1.0, shadow: advance: passed shadow");
        answeredBy(topics, verdicts, "1.1.0");
        answered(topics, verdicts, null, "1.1.0");

        assertThat(weir("release", "promote", SharedPlatform.sampleModel().toString()))
            .contains("live");
        answeredBy(topics, verdicts, "0.1.0");
        answered(topics, verdicts, null, "0.1.0");
        assertThat(watch()).contains("rollback: scores of");
        answeredBy(topics, verdicts, "1.1.0");
        assertThat(weir("release", "list", "--all"))
            .contains("weir release watch", "drifted from those of the model before");
      } finally {
        job.cancel();
      }
    }
  }

  private String watch() throws IOException, InterruptedException {
    return weir("release", "watch", "--once", "--policy=" + dir.resolve("policy.yaml"));
  }

  /** Runs a command on the test's topics and store. */
  private String weir(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(connection);
    all.add("--dir=" + dir);
    Command.Answer answer = Command.run(all);
    assertThat(answer.exitCode()).as(answer.out()).isZero();
    return answer.out();
  }

  /** Labelled comments, as the join writes them. */
  private void label(TestTopics topics) {
    String topic = topics.name(WeirTopic.LABELLED_EXAMPLES);
    Labeler moderator = new Labeler("moderator-1", LabelerKind.MODERATOR);
    Instant begin = Instant.now().minus(Duration.ofDays(1));
    try (Sender sender = topics.sender();
        WeirAvroSerializer<LabelledExample> values =
            new WeirAvroSerializer<>(LabelledExample.class, topics.registry())) {
      for (int i = 0; i < 1500; i++) {
        LabelledExample example =
            TrueExamples.of(
                source.next(begin.plusSeconds(30L * i)), moderator, Task.SPAM, Task.ABUSE);
        sender.send(
            new ProducerRecord<>(
                topic, example.getEventId().getBytes(UTF_8), values.serialize(topic, example)));
      }
    }
  }

  /** Sends comments until one is answered by that version. */
  private void answeredBy(TestTopics topics, VerdictLog verdicts, String version) {
    long begin = System.nanoTime();
    while (!send(topics, verdicts, 1).equals(version)) {
      assertThat(System.nanoTime() - begin).as(version).isLessThan(LIMIT.toNanos());
    }
  }

  /** Sends some comments, whose answers by that version, and by a shadow, are awaited. */
  private void answered(
      TestTopics topics, VerdictLog verdicts, VerdictLog shadows, String version) {
    if (shadows != null) {
      long begin = System.nanoTime();
      while (!shadows.readUntil(all -> !all.isEmpty(), Duration.ofMillis(500))) {
        String unused = send(topics, verdicts, 1);
        assertThat(System.nanoTime() - begin).as("a shadow answers").isLessThan(LIMIT.toNanos());
      }
    }
    assertThat(send(topics, verdicts, TEXTS)).isEqualTo(version);
    if (shadows != null) {
      assertThat(shadows.readUntil(all -> all.size() > TEXTS, LIMIT)).isTrue();
    }
  }

  /**
   * @return version of the model that answered the last one
   */
  private String send(TestTopics topics, VerdictLog verdicts, int count) {
    List<String> ids = new ArrayList<>();
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < count; i++) {
        var next = source.next(Instant.now());
        ids.add(next.event().getEventId());
        sender.send(
            comments.comment(
                "k" + i,
                next.event().getEventId(),
                next.event().getAuthorId(),
                next.event().getText()));
      }
    }
    verdicts.await(ids, 1);
    return verdicts.only(ids.get(ids.size() - 1)).getModel().getVersion();
  }
}
