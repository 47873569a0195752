package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import dev.weir.serde.topic.WeirTopic;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A registry that does not answer is waited for; no record is put aside. */
class RegistryAwayIT {

  private static final int EVENTS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void registryAwayAtTheStart_jobWaitsAndThenAnswersEverything() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    URI registry = platform.endpoints().registryUrl();
    try (TestTopics topics = TestTopics.create(platform, "registry-away.");
        Door door = new Door(registry.getPort());
        TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS);
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      send(topics);
      TextJob job =
          TextJob.submitTo(
              URI.create("http://127.0.0.1:" + door.port() + registry.getPath()),
              flink,
              platform,
              topics,
              SharedPlatform.sampleModel());
      Awaitility.await("the job asks for the registry")
          .atMost(LIMIT)
          .until(() -> door.refused() >= 2);
      assertThat(flink.state(job.id())).isEqualTo(JobState.RUNNING);

      door.open();

      VerdictCount count = new VerdictCount(topics);
      verdicts.readUntil(all -> count.take(all).events() >= EVENTS, LIMIT);
      assertThat(count.events()).isEqualTo(EVENTS);
      letters.readToEnd();
      assertThat(letters.records()).isEmpty();
      assertThat(flink.lastFailure(job.id())).isEmpty();
      job.cancel();
    }
  }

  @Test
  void registryAwayWhileTheJobRuns_knownSchemasGoOnAndUnknownOnesWait() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    URI registry = platform.endpoints().registryUrl();
    try (TestTopics topics = TestTopics.create(platform, "registry-gone.");
        Door door = new Door(registry.getPort());
        TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS);
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      door.open();
      TextJob job =
          TextJob.submitTo(
              URI.create("http://127.0.0.1:" + door.port() + registry.getPath()),
              flink,
              platform,
              topics,
              SharedPlatform.sampleModel());
      send(topics);
      VerdictCount count = new VerdictCount(topics);
      verdicts.readUntil(all -> count.take(all).events() >= EVENTS, LIMIT);
      assertThat(count.events()).isEqualTo(EVENTS);

      door.shut();
      int before = door.refused();
      send(topics, EVENTS, 2 * EVENTS);
      verdicts.readUntil(all -> count.take(all).events() >= 2 * EVENTS, LIMIT);
      assertThat(count.events())
          .as("schemas that are known need no registry")
          .isEqualTo(2 * EVENTS);

      sendUnknownSchema(topics);
      Awaitility.await("the job asks for the registry")
          .atMost(LIMIT)
          .until(() -> door.refused() >= before + 2);
      send(topics, 2 * EVENTS, 3 * EVENTS);
      letters.readToEnd();
      assertThat(letters.records()).as("nothing is put aside while it waits").isEmpty();

      door.open();
      verdicts.readUntil(all -> count.take(all).events() >= 3 * EVENTS, LIMIT);
      assertThat(count.events()).isEqualTo(3 * EVENTS);
      assertThat(letters.readUntil(all -> all.size() == 1, LIMIT)).isTrue();
      assertThat(flink.state(job.id())).isEqualTo(JobState.RUNNING);
      assertThat(flink.lastFailure(job.id())).isEmpty();
      job.cancel();
    }
  }

  private static void sendUnknownSchema(TestTopics topics) {
    try (Sender sender = topics.sender()) {
      sender.send(new Comments(topics).ofUnknownSchema());
    }
  }

  private static void send(TestTopics topics) {
    send(topics, 0, EVENTS);
  }

  private static void send(TestTopics topics, int from, int to) {
    Comments comments = new Comments(topics);
    try (Sender sender = topics.sender()) {
      for (int i = from; i < to; i++) {
        sender.send(comments.comment("subject", "event-" + i, "a fine lid, number " + i));
      }
    }
  }
}
