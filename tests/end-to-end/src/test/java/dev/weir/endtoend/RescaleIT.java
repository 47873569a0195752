package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One subtask, then two, then one, each from the savepoint of the last. */
class RescaleIT {

  private static final int EVENTS = 300;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void rescaledJob_fromSavepoints_stillKnowsWhatItAnswered(String backend) throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "rescale-" + backend + ".");
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS)) {
      VerdictCount verdicts = new VerdictCount(topics);
      String savepoint = null;
      int[] parallelisms = {1, 2, 1};
      for (int run = 0; run < parallelisms.length; run++) {
        TextJob job =
            TextJob.resume(
                flink,
                platform,
                topics,
                savepoint,
                "--state-backend=" + backend,
                "--parallelism=" + parallelisms[run]);
        // all that was sent before comes again, and as much that is new
        send(topics, run + 1);
        int events = (run + 1) * EVENTS;
        tail.readUntil(all -> verdicts.take(all).events() >= events, LIMIT);
        assertThat(verdicts.events()).isEqualTo(events);
        savepoint =
            flink.stopWithSavepoint(job.id(), dir.resolve(backend).toUri().toString(), LIMIT);
      }
      tail.readToEnd();
      assertThat(verdicts.take(tail.records()).doubled()).isZero();
    }
  }

  private static void send(TestTopics topics, int rounds) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < rounds * EVENTS; i++) {
        sender.send(comments.comment("subject-" + i % 7, "event-" + i, "the seal of no. " + i));
      }
    }
  }
}
