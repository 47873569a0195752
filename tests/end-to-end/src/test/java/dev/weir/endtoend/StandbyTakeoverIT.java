package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One of two instances of the Kafka Streams application dies by SIGKILL under load; the other goes
 * on from its standby copies of the state.
 */
class StandbyTakeoverIT {

  private static final int EVENTS = 4_000;
  private static final int UNDER_WAY = 200;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern RESTORED =
      Pattern.compile(
          "Finished restoring changelog (\\S+)-(\\d+) to store \\S+"
              + " with a total number of (\\d+) records");

  // the dead instance's transaction is open for as long as that
  private static final String[] OPTIONS = {
    "--exactly-once",
    "--transaction-timeout-ms",
    "5000",
    "--session-timeout-ms",
    "6000",
    "--batch-size",
    "200",
    "--batch-age-ms",
    "50",
    "--standby-replicas",
    "1"
  };

  @TempDir Path dir;

  @Test
  void killedInstance_isFollowedByItsStandby_whichKnowsWhatItKnewWithoutReadingChangelogs()
      throws Exception {
    Platform platform = SharedPlatform.get();
    String servers = platform.endpoints().bootstrapServers();
    try (TestTopics topics = TestTopics.create(platform, "standby.");
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS);
        ConsumerGroup group = new ConsumerGroup(servers, topics.prefix() + "text-streams");
        StreamsApp first = start(platform, topics, "first").awaitRunning();
        StreamsApp second = start(platform, topics, "second")) {
      VerdictCount count = new VerdictCount(topics);
      assertThat(tail.readUntil(all -> group.membersWithWork() == 2, LIMIT))
          .as("both instances have partitions")
          .isTrue();
      send(topics, 0, EVENTS);
      assertThat(tail.readUntil(all -> count.take(all).events() == EVENTS, LIMIT)).isTrue();
      Awaitility.await("the copies lack nothing")
          .atMost(LIMIT)
          .until(() -> isComplete(second.metrics().standbyLags()));
      int before = second.log().length();

      send(topics, EVENTS, EVENTS + UNDER_WAY);
      first.kill();
      // what the dead instance had answered comes again, and behind it what is new
      send(topics, 0, EVENTS);
      send(topics, EVENTS + UNDER_WAY, 2 * EVENTS);
      tail.readUntil(all -> count.take(all).events() >= 2 * EVENTS, LIMIT);
      Map<TopicPartition, Long> restored = restored(second.log().substring(before));
      assertThat(second.stop()).isZero();

      tail.readToEnd();
      assertThat(count.take(tail.records()).events()).isEqualTo(2 * EVENTS);
      assertThat(count.doubled()).isZero();
      long held = topics.endOffsets(restored.keySet());
      long read = restored.values().stream().mapToLong(n -> n).sum();
      assertThat(held).as("records in the changelogs that were taken over").isGreaterThan(EVENTS);
      assertThat(read).as("records read of %s in %s", held, restored).isLessThan(held / 10);
    }
  }

  private StreamsApp start(Platform platform, TestTopics topics, String name) {
    return StreamsApp.start(
        platform, topics, SharedPlatform.sampleModel(), dir.resolve(name), OPTIONS);
  }

  private static boolean isComplete(List<Double> lags) {
    return !lags.isEmpty() && lags.stream().allMatch(lag -> lag == 0);
  }

  /** How many records were read from each changelog partition, by the log. */
  private static Map<TopicPartition, Long> restored(String log) {
    Map<TopicPartition, Long> restored = new HashMap<>();
    Matcher line = RESTORED.matcher(log);
    while (line.find()) {
      TopicPartition changelog = new TopicPartition(line.group(1), Integer.parseInt(line.group(2)));
      restored.merge(changelog, Long.parseLong(line.group(3)), Long::sum);
    }
    return restored;
  }

  private static void send(TestTopics topics, int from, int to) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = from; i < to; i++) {
        String text = "the lid of number " + i + " does not close";
        sender.send(comments.comment("subject-" + i % 97, "event-" + i, "author-" + i, text));
      }
    }
  }
}
