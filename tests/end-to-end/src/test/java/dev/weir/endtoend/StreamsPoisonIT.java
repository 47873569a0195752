package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poison of {@link PoisonIT} among good records, through the Kafka Streams application. */
class StreamsPoisonIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;

  @Test
  void poison_amongGoodRecords_givesOneDeadLetterEachAndStopsNothing() throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "streams-poison.");
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS);
        TopicTail verdicts = topics.tail(WeirTopic.TEXT_VERDICTS)) {
      topics.setMaxMessageBytes(WeirTopic.COMMENTS, 2 << 20);
      Comments comments = new Comments(topics);
      List<Poison> poisons =
          Poison.all(comments, comments.chatMessage("room", "chat", "hello").value());
      PoisonIT.send(topics, comments, poisons);
      try (StreamsApp app = StreamsApp.start(platform, topics, SharedPlatform.sampleModel(), dir)) {
        letters.readUntil(records -> records.size() >= poisons.size(), LIMIT);
        verdicts.readUntil(records -> records.size() >= PoisonIT.GOOD, LIMIT);
        assertThat(app.stop()).isZero();
        letters.readToEnd();
        verdicts.readToEnd();

        PoisonIT.assertVerdicts(topics, verdicts.records());
        PoisonIT.assertDeadLetters(topics, poisons, letters.records());
      }
    }
  }
}
