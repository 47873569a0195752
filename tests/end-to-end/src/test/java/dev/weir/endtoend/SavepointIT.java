package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.serde.topic.WeirTopic;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Savepoints that earlier versions wrote, restored by this one. Each was written at the end of
 * {@link #writes_aSavepointThatLaterVersionsRestore}, whose run with the system property {@code
 * weir.keep-savepoint} set to a folder leaves the one of this version there.
 */
class SavepointIT {

  private static final int EVENTS = 40;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A window of a hundred years: what the savepoint knows is a repeat whenever this test runs. */
  private static final String FOR_EVER = "--dedup-window=36500d";

  @TempDir Path dir;

  @Test
  void restores_theSavepointOfVersion010() throws Exception {
    Path kept = Path.of("src/test/resources/savepoints/0.1.0").toAbsolutePath();
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "restored.");
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS)) {
      // the savepoint's offsets lie behind these
      send(topics, 0, EVENTS);
      TextJob job = TextJob.resume(flink, platform, topics, kept.toUri().toString(), FOR_EVER);
      send(topics, 0, 2 * EVENTS);

      VerdictCount verdicts = new VerdictCount(topics);
      tail.readUntil(all -> verdicts.take(all).events() >= EVENTS, LIMIT);
      assertThat(verdicts.events()).isEqualTo(EVENTS);
      flink.stopWithSavepoint(job.id(), dir.toUri().toString(), LIMIT);
      tail.readToEnd();

      verdicts.take(tail.records());
      assertThat(verdicts.events()).as("only the new ones").isEqualTo(EVENTS);
      assertThat(verdicts.doubled()).isZero();
    }
  }

  @Test
  void writes_aSavepointThatLaterVersionsRestore() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    String keep = System.getProperty("weir.keep-savepoint", "");
    String target = keep.isEmpty() ? dir.toUri().toString() : Path.of(keep).toUri().toString();
    // offsets are kept by topic: the topics must have the names of the test that restores
    String prefix = keep.isEmpty() ? "written." : "restored.";
    try (TestTopics topics = TestTopics.create(platform, prefix);
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS)) {
      TextJob job = TextJob.resume(flink, platform, topics, null, FOR_EVER);
      send(topics, 0, EVENTS);
      assertThat(tail.readUntil(all -> all.size() >= EVENTS, LIMIT)).isTrue();

      String savepoint = flink.stopWithSavepoint(job.id(), target, LIMIT);

      Path written = Path.of(URI.create(savepoint));
      try (var files = Files.list(written)) {
        assertThat(files).extracting(file -> file.getFileName().toString()).contains("_metadata");
      }
    }
  }

  private static void send(TestTopics topics, int from, int to) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = from; i < to; i++) {
        sender.send(
            comments.comment(
                "subject-" + i % 3,
                "event-" + i,
                "author-" + i % 5,
                "a kettle with the number " + i + " that whistles before the water boils"));
      }
    }
  }
}
