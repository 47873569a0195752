package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second instance of the Kafka Streams application comes and goes while events flow. */
class StreamsRebalanceIT {

  private static final int ANSWERED = 2_000;
  private static final int BURST = 40;
  private static final long BURST_PAUSE_NANOS = 30_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String[] OPTIONS = {
    "--exactly-once", "--batch-size", "200", "--batch-age-ms", "50", "--standby-replicas", "1"
  };

  @TempDir Path dir;

  @Test
  void secondInstance_comesAndGoesUnderLoad_noVerdictIsMissingOrDoubled() throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "streams-rebalance.");
        TopicTail tail = topics.tail(WeirTopic.TEXT_VERDICTS);
        ConsumerGroup group =
            new ConsumerGroup(
                platform.endpoints().bootstrapServers(), topics.prefix() + "text-streams")) {
      VerdictCount count = new VerdictCount(topics);
      AtomicBoolean enough = new AtomicBoolean();
      int events;
      Path model = SharedPlatform.sampleModel();
      try (StreamsApp first =
          StreamsApp.start(platform, topics, model, dir.resolve("first"), OPTIONS).awaitRunning()) {
        CompletableFuture<Integer> sending =
            CompletableFuture.supplyAsync(() -> send(topics, enough));
        assertThat(tail.readUntil(all -> count.take(all).events() >= ANSWERED, LIMIT)).isTrue();
        try (StreamsApp second =
            StreamsApp.start(platform, topics, model, dir.resolve("second"), OPTIONS)) {
          assertThat(tail.readUntil(all -> group.membersWithWork() == 2, LIMIT))
              .as("both instances have partitions")
              .isTrue();
          int before = count.take(tail.records()).events();
          tail.readUntil(all -> count.take(all).events() >= before + ANSWERED, LIMIT);
          assertThat(second.stop()).isZero();
        }
        int after = count.take(tail.records()).events();
        tail.readUntil(all -> count.take(all).events() >= after + ANSWERED, LIMIT);
        enough.set(true);
        events = sending.join();
        tail.readUntil(all -> count.take(all).events() >= events, LIMIT);
        assertThat(first.stop()).isZero();
      } finally {
        enough.set(true);
      }
      tail.readToEnd();
      assertThat(count.take(tail.records()).events()).isEqualTo(events);
      assertThat(count.doubled()).isZero();
    }
  }

  /** About 1,300 events a second until it is enough; answers how many. */
  private static int send(TestTopics topics, AtomicBoolean enough) {
    Comments comments = new Comments(topics);
    int i = 0;
    try (Sender sender = topics.sender()) {
      for (; !enough.get(); i++) {
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
    return i;
  }
}
