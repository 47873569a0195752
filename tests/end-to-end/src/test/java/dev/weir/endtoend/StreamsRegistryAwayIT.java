package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Kafka Streams application waits for a registry that does not answer when it starts, and goes
 * on without it later as long as it knows the schemas; no record is put aside.
 */
class StreamsRegistryAwayIT {

  private static final int EVENTS = 100;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;

  @Test
  void registryAwayAtTheStartAndLater_everythingIsAnswered() throws Exception {
    Platform platform = SharedPlatform.get();
    URI registry = platform.endpoints().registryUrl();
    try (TestTopics topics = TestTopics.create(platform, "streams-registry.");
        Door door = new Door(registry.getPort());
        TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS);
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      send(topics, 0, EVENTS);
      URI behindTheDoor = URI.create("http://127.0.0.1:" + door.port() + registry.getPath());
      try (StreamsApp app =
          StreamsApp.start(behindTheDoor, platform, topics, SharedPlatform.sampleModel(), dir)) {
        Awaitility.await("the application asks for the registry")
            .atMost(LIMIT)
            .until(() -> door.refused() >= 2);
        assertThat(app.isAlive()).isTrue();

        door.open();
        VerdictCount count = new VerdictCount(topics);
        verdicts.readUntil(all -> count.take(all).events() >= EVENTS, LIMIT);
        assertThat(count.events()).isEqualTo(EVENTS);

        door.shut();
        send(topics, EVENTS, 2 * EVENTS);
        verdicts.readUntil(all -> count.take(all).events() >= 2 * EVENTS, LIMIT);
        assertThat(count.events()).isEqualTo(2 * EVENTS);

        int before = door.refused();
        sendUnknownSchema(topics);
        Awaitility.await("the application asks for the registry")
            .atMost(LIMIT)
            .until(() -> door.refused() >= before + 2);
        send(topics, 2 * EVENTS, 3 * EVENTS);
        letters.readToEnd();
        assertThat(letters.records()).as("nothing is put aside while it waits").isEmpty();

        door.open();
        verdicts.readUntil(all -> count.take(all).events() >= 3 * EVENTS, LIMIT);
        assertThat(count.events()).isEqualTo(3 * EVENTS);
        assertThat(letters.readUntil(all -> all.size() == 1, LIMIT)).isTrue();
        assertThat(app.stop()).isZero();
        assertThat(app.said()).isEmpty();
      }
    }
  }

  private static void sendUnknownSchema(TestTopics topics) {
    try (Sender sender = topics.sender()) {
      sender.send(new Comments(topics).ofUnknownSchema());
    }
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
