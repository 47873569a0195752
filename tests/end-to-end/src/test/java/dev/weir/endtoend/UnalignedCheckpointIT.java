package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.endtoend.JobCheckpoints.Checkpoint;
import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.RuleMode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints whose barriers overtake records. What is overtaken, decoded events and dead letters
 * on their way from one subtask to the next, is part of the checkpoint and of nothing else: source
 * offsets are ahead of it, answers behind.
 */
class UnalignedCheckpointIT {

  private static final int INPUTS = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String[] OPTIONS = {
    "--exactly-once", "--checkpoint-interval=1s", "--parallelism=2", "--batch-size=50"
  };

  @TempDir Path dir;

  @Test
  void jobThatIsCancelled_goesOnFromACheckpointWithRecordsInFlight_noneIsMissingOrDoubled()
      throws Exception {
    Platform platform = SharedPlatform.get();
    Path checkpoints = dir.resolve("checkpoints");
    URI flinkUrl = platform.endpoints().flinkUrl();
    FlinkRest flink = new FlinkRest(flinkUrl);
    Map<String, String> unaligned =
        Map.of(
            "execution.checkpointing.unaligned.enabled", "true",
            "execution.checkpointing.aligned-checkpoint-timeout", "0s",
            "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION",
            "execution.checkpointing.dir", checkpoints.toUri().toString());
    try (TestTopics topics = TestTopics.create(platform, "unaligned.");
        Answers answers = new Answers(topics, new TextTraffic(topics))) {
      ControlDesk desk = new ControlDesk(topics);
      long longAgo = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
      // milliseconds for each text: reading is far ahead of scoring, buffers between them are full
      List<String> words = IntStream.range(0, 1_000).mapToObj(i -> "word-" + i).toList();
      String slow = "lists.words.exists(w, text.value.contains(w))";
      desk.policy("default", 3, RuleMode.LIVE, longAgo, slow, Map.of("words", words));
      Inputs.sendAtOnce(topics, new TextTraffic(topics), INPUTS);

      TextJob first = TextJob.resume(flink, platform, topics, null, unaligned, OPTIONS);
      JobCheckpoints ofFirst = new JobCheckpoints(flinkUrl, first.id());
      Awaitility.await("a checkpoint holds records in flight")
          .atMost(LIMIT)
          .until(() -> ofFirst.last().inFlightBytes() > 0);
      first.cancel();
      Checkpoint last = ofFirst.lastKept(checkpoints, LIMIT);
      assertThat(last.inFlightBytes()).as("bytes in flight in the last checkpoint").isPositive();
      assertThat(answers.missingBelow(INPUTS).cardinality())
          .as("inputs yet to answer")
          .isPositive();

      desk.policy("default", 4, RuleMode.LIVE, longAgo, "text.chars > 9000");
      TextJob second = TextJob.resume(flink, platform, topics, last.path(), unaligned, OPTIONS);
      assertThat(new JobCheckpoints(flinkUrl, second.id()).restoredPath()).isEqualTo(last.path());
      answers.awaitAllBelow(INPUTS, LIMIT);
      flink.stopWithSavepoint(second.id(), dir.resolve("stop").toUri().toString(), LIMIT);

      assertThat(answers.missingBelow(INPUTS).cardinality()).as("inputs without answer").isZero();
      assertThat(answers.count()).isEqualTo(INPUTS);
      assertThat(answers.doubled()).isZero();
    }
  }
}
