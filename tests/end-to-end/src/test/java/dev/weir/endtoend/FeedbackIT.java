package dev.weir.endtoend;

import static dev.weir.schemas.LabelerKind.MODERATOR;
import static dev.weir.schemas.LabelerKind.USER_REPORT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.LabelVote;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.Source;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Labels join their events on a real broker: before and after the verdict, against each other,
 * given twice, after a restart that has nothing but the changelogs, for an erased author and for an
 * event that never was.
 */
class FeedbackIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir Path dir;

  @Test
  void labels_ofEveryKind_becomeTheExamplesThatHold() throws IOException {
    Platform platform = SharedPlatform.get();
    String brokers = platform.endpoints().bootstrapServers();
    try (TestTopics topics = TestTopics.create(platform, "feedback.");
        LabelledText text = new LabelledText(topics, brokers);
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS);
        RecordTail<LabelledExample> examples =
            new RecordTail<>(topics, WeirTopic.LABELLED_EXAMPLES, LabelledExample.class)) {
      text.noise(WeirTopic.FEEDBACK);
      text.label("never-was", "spam", MODERATOR, "mo");
      text.label("c-1", "spams", MODERATOR, "mo");
      text.verdict("c-1", "ann", text.comment("c-1", "ann"));
      text.label("c-1", "ham", MODERATOR, "mo");
      text.label("c-1", "spam", USER_REPORT, "ula");
      Source second = text.comment("c-2", "ann");
      text.label("c-2", "spam", MODERATOR, "mo");
      text.verdict("c-2", "ann", second);
      text.verdict("c-3", "bob", text.comment("c-3", "bob"));
      text.label("c-3", "spam", MODERATOR, "mo");

      try (StreamsApp app = start(platform, topics, "first")) {
        app.awaitRunning();
        Map<String, LabelledExample> first =
            last(examples.await(all -> last(all).size() == 3 && votes(all, "c-1") == 2));
        assertThat(((CommentPosted) first.get("c-1").getEvent()).getText()).contains("c-1");
        assertThat(first.get("c-1").getLabels().get(0).getLabel()).isEqualTo("ham");
        assertThat(first.get("c-1").getLabels().get(0).getOverruled())
            .extracting(LabelVote::getLabel)
            .containsExactly("spam");
        assertThat(first.get("c-2").getEvent()).isNotNull();
        assertThat(app.stop()).isZero();
      }

      text.label("c-3", "ham", MODERATOR, "mo");
      text.label("c-3", "ham", USER_REPORT, "ula");
      text.erase("ann");
      try (StreamsApp app = start(platform, topics, "second")) {
        app.awaitRunning();
        Map<String, LabelledExample> then =
            last(
                examples.await(
                    all ->
                        votes(all, "c-3") == 2
                            && last(all).get("c-1").getEvent() == null
                            && last(all).get("c-2").getEvent() == null));
        assertThat(then.get("c-1").getVerdict()).isNull();
        assertThat(then.get("c-1").getLabels().get(0).getLabel()).isEqualTo("ham");
        assertThat(then.get("c-3").getLabels().get(0).getLabel()).isEqualTo("ham");
        assertThat(then.get("c-3").getLabels().get(0).getOverruled()).isEmpty();
        assertThat(then.get("c-3").getEvent()).isNotNull();

        text.label("c-1", "spam", MODERATOR, "other-mo");
        var unused = examples.await(all -> votes(all, "c-1") == 3);
        assertThat(last(examples.toEnd()).get("c-1").getEvent()).isNull();

        assertThat(letters.readUntil(all -> all.size() == 3, LIMIT)).isTrue();
        assertThat(letters.records())
            .extracting(
                letter -> new String(letter.headers().lastHeader("weir.stage").value(), UTF_8))
            .containsExactlyInAnyOrder("decode", "validate", "join");
        assertThat(app.stop()).isZero();
      }
    }
  }

  /** Each with a state folder of its own, so the second has what changelogs hold. */
  private StreamsApp start(Platform platform, TestTopics topics, String name) {
    return StreamsApp.learning(
        platform.endpoints(), topics, dir.resolve(name), "--label-wait=PT10S", "--threads=2");
  }

  /** The last example of each event. */
  private static Map<String, LabelledExample> last(List<LabelledExample> all) {
    Map<String, LabelledExample> byEvent = new HashMap<>();
    all.forEach(example -> byEvent.put(example.getEventId(), example));
    return byEvent;
  }

  /** Opinions in the last example of an event, those that lost included. */
  private static int votes(List<LabelledExample> all, String eventId) {
    LabelledExample example = last(all).get(eventId);
    return example == null || example.getLabels().isEmpty()
        ? 0
        : example.getLabels().get(0).getVotes().size()
            + example.getLabels().get(0).getOverruled().size();
  }
}
