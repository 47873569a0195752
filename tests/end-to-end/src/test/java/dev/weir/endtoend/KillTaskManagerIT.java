package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.JobState;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The unchanged job jar on a standalone Flink cluster of separate processes, one of which is killed
 * while events flow.
 */
class KillTaskManagerIT {

  private static final int EVENTS = 16_000;
  private static final int ANSWERED_BEFORE_THE_KILL = 3_000;
  private static final int BURST = 40;
  private static final long BURST_PAUSE_NANOS = 15_000_000;

  /** Long enough that nearly every barrier meets a batch in the making. */
  private static final List<String> ARGUMENTS =
      List.of("--parallelism", "2", "--batch-size", "500", "--batch-age-ms", "100");

  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir static Path dir;

  private static FlinkCluster cluster;

  @BeforeAll
  static void startCluster() throws IOException {
    SharedPlatform.get();
    cluster = FlinkCluster.start(dir, 2);
  }

  @AfterAll
  static void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void killedTaskManager_atLeastOnce_everyEventHasOneDistinctVerdictId() throws Exception {
    VerdictCount verdicts = runAndKill("kill-at-least-once.", "--checkpoint-interval", "2s");

    assertThat(verdicts.events()).isEqualTo(EVENTS);
  }

  @Test
  void killedTaskManager_exactlyOnce_noVerdictIsMissingOrDoubled() throws Exception {
    VerdictCount verdicts = runAndKill("kill-exactly-once.", "--exactly-once");

    assertThat(verdicts.events()).isEqualTo(EVENTS);
    assertThat(verdicts.doubled()).isZero();
  }

  /** The verdicts as committed, once every event has one and the job has been stopped. */
  private static VerdictCount runAndKill(String prefix, String... more) throws Exception {
    String[] arguments = Stream.concat(ARGUMENTS.stream(), Stream.of(more)).toArray(String[]::new);
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, prefix);
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS)) {
      TextJob job =
          TextJob.submit(cluster.rest(), platform, topics, SharedPlatform.sampleModel(), arguments)
              .awaitRunning();
      CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(topics));
      assertThat(tail.readUntil(all -> all.size() >= ANSWERED_BEFORE_THE_KILL, LIMIT)).isTrue();

      cluster.killTaskManager();
      cluster.startTaskManager();

      VerdictCount verdicts = new VerdictCount(topics);
      tail.readUntil(all -> verdicts.take(all).events() >= EVENTS, LIMIT);
      sending.join();
      assertThat(cluster.rest().lastFailure(job.id())).as("the kill was felt").isPresent();
      assertThat(cluster.rest().state(job.id())).isEqualTo(JobState.RUNNING);
      cluster.rest().stopWithSavepoint(job.id(), dir.resolve("stop").toUri().toString(), LIMIT);
      tail.readToEnd();
      return verdicts.take(tail.records());
    }
  }

  /** About 2,600 events a second, half of them comments, so that the kill meets flowing events. */
  private static void send(TestTopics topics) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < EVENTS; i++) {
        String text = "the lid of number " + i + " does not close";
        sender.send(
            i % 2 == 0
                ? comments.comment("subject-" + i % 97, "event-" + i, text)
                : comments.chatMessage("room-" + i % 97, "event-" + i, text));
        if (i % BURST == 0) {
          LockSupport.parkNanos(BURST_PAUSE_NANOS);
        }
      }
    }
  }
}
