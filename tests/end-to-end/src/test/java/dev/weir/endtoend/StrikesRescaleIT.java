package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.Action;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Authors whose texts were removed are known for it by one subtask, by two, by one again. */
class StrikesRescaleIT {

  private static final int AUTHORS = 40;
  private static final String REMOVED = "a teapot without a lid";
  private static final String CLEAN = "a kettle with a lid";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"heap", "rocksdb"})
  void strikes_overSavepointsAndRescaling_decideOnTheNextTexts(String backend) throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "strikes-" + backend + ".");
        VerdictLog verdicts = new VerdictLog(topics, WeirTopic.TEXT_VERDICTS)) {
      publishPolicy(topics);
      String savepoint = null;
      int[] parallelisms = {1, 2, 1};
      // of the runs before, and the rules that they make fire
      int[] strikes = {0, 2, 3};
      List<List<String>> rules = List.of(List.of(), List.of("two"), List.of("two", "three"));
      for (int run = 0; run < parallelisms.length; run++) {
        TextJob job =
            TextJob.resume(
                flink,
                platform,
                topics,
                savepoint,
                "--state-backend=" + backend,
                "--parallelism=" + parallelisms[run]);
        List<String> ofStruck = send(topics, "struck", "run-" + run, CLEAN);
        List<String> ofOthers = send(topics, "blameless", "run-" + run, CLEAN);
        verdicts.await(ofStruck, 1);
        verdicts.await(ofOthers, 1);
        for (String event : ofStruck) {
          assertThat(firedRules(verdicts.only(event))).as(event).isEqualTo(rules.get(run));
        }
        for (String event : ofOthers) {
          assertThat(verdicts.only(event).getAction()).as(event).isEqualTo(Action.ALLOW);
        }

        int next = run + 1 < strikes.length ? strikes[run + 1] : strikes[run];
        for (int strike = strikes[run]; strike < next; strike++) {
          List<String> removed = send(topics, "struck", "strike-" + strike, REMOVED);
          verdicts.await(removed, 1);
          assertThat(verdicts.only(removed.get(0)).getAction()).isEqualTo(Action.REMOVE);
        }
        savepoint =
            flink.stopWithSavepoint(job.id(), dir.resolve(backend).toUri().toString(), LIMIT);
      }
    }
  }

  /** A word and the author's strikes decide, nothing else. */
  private static void publishPolicy(TestTopics topics) {
    long longAgo = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
    List<Rule> rules =
        List.of(
            rule("word", "text.value.contains('teapot')", Outcome.BLOCK),
            rule("two", "author.strikes > 1.9", Outcome.REVIEW),
            rule("three", "author.strikes > 2.9", Outcome.REVIEW));
    new ControlDesk(topics).policy("default", 3, RuleMode.LIVE, longAgo, rules, Map.of());
  }

  private static Rule rule(String name, String expression, Outcome outcome) {
    return new Rule(name, expression, outcome, RuleMode.LIVE, "test." + name, null);
  }

  /** One text by each author of that kind; answers the ids of the events. */
  private static List<String> send(TestTopics topics, String kind, String what, String text) {
    Comments comments = new Comments(topics);
    List<String> events = new ArrayList<>();
    try (Sender sender = topics.sender()) {
      for (int i = 0; i < AUTHORS; i++) {
        String author = kind + "-" + i;
        String event = author + "-" + what;
        sender.send(comments.comment(author, event, author, text));
        events.add(event);
      }
    }
    return events;
  }

  private static List<String> firedRules(TextVerdict verdict) {
    return verdict.getReasons().stream().map(reason -> reason.getRule()).toList();
  }
}
