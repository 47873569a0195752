package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dead letter, its cause repaired, sent back with {@code weir dlq replay}. */
class DlqReplayIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String LONG_TEXT = "a teapot whose lid is lost, and its spout as well";

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(ScoringEngine.class)
  void deadLetter_replayedOnceItsCauseIsRepaired_getsOneVerdict(ScoringEngine engine)
      throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics =
            TestTopics.create(platform, "dlq-" + engine.name().toLowerCase(Locale.ROOT) + ".");
        VerdictLog verdicts = new VerdictLog(topics, WeirTopic.TEXT_VERDICTS);
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      Comments comments = new Comments(topics);
      String stopped;
      try (ScoringEngine.Run run = engine.start(platform, topics, dir, "--max-text-chars=20")) {
        try (Sender sender = topics.sender()) {
          sender.send(comments.comment("key", "short", "a fine teapot"));
          sender.send(comments.comment("key", "long", LONG_TEXT));
        }
        verdicts.await(List.of("short"), 1);
        assertThat(letters.readUntil(all -> !all.isEmpty(), LIMIT)).isTrue();
        stopped = run.stop();
      }

      try (ScoringEngine.Run run = engine.resume(stopped, platform, topics, dir)) {
        Command.Answer dry = replay(platform, topics, "--stage=validate", "--dry-run");
        assertThat(dry.out()).isEqualTo("1 records would be sent");
        Command.Answer sent = replay(platform, topics, "--stage=validate");
        assertThat(sent.out()).isEqualTo("1 records sent back");
        verdicts.await(List.of("long"), 1);
        // whatever were answered twice would come before this one
        try (Sender sender = topics.sender()) {
          sender.send(comments.comment("key", "last", "another teapot"));
        }
        verdicts.await(List.of("last"), 1);
        run.stop();
      }
      verdicts.await(List.of("short", "long", "last"), 1);
      letters.readToEnd();

      assertThat(verdicts.all().keySet()).containsExactlyInAnyOrder("short", "long", "last");
      assertThat(verdicts.all().values()).allSatisfy(all -> assertThat(all).hasSize(1));
      assertThat(letters.records()).hasSize(1);
    }
  }

  private static Command.Answer replay(Platform platform, TestTopics topics, String... options)
      throws Exception {
    Command.Answer answer =
        Command.run(
            List.of(
                "dlq",
                "replay",
                "--bootstrap-servers=" + platform.endpoints().bootstrapServers(),
                "--schema-registry=" + platform.endpoints().registryUrl(),
                "--topic-prefix=" + topics.prefix()),
            options);
    assertThat(answer.exitCode()).as(answer.out()).isZero();
    return answer;
  }
}
