package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.weir.platform.Platform;
import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseEntry;
import dev.weir.retrain.release.ReleaseException;
import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseLog;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.monitor.Finding;
import dev.weir.retrain.release.monitor.ReleasePolicy;
import dev.weir.retrain.release.monitor.WatchRounds;
import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Releases and the watch over them on a real broker, with verdicts as jobs write them. */
@Timeout(120)
class ReleaseIT {

  private static final ReleasedModel OLD = new ReleasedModel("weir-text", "1", "d1");
  private static final ReleasedModel NEW = new ReleasedModel("weir-text", "2", "d2");
  private static final Duration AT_ONCE = Duration.ZERO;

  @Test
  void canaryThatRemovesWhatTheModelBeforeAllowed_isTakenBackWithTheReasonOnTheTopic()
      throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "watch.");
        ReleaseLog log = open(platform, topics)) {
      log.publish(ReleaseScope.TEXT, Announcement.live(OLD, "ann", "first"), AT_ONCE);
      log.publish(ReleaseScope.TEXT, Announcement.canary(NEW, 0.5f, "ann", "try it"), AT_ONCE);
      assertThatThrownBy(
              () -> log.publish(ReleaseScope.TEXT, Announcement.live(OLD, "ann", null), AT_ONCE))
          .isInstanceOfSatisfying(
              ReleaseException.class, e -> assertThat(e.problem()).isEqualTo(Problem.ALREADY_SO));
      verdicts(topics, OLD, 300, Action.ALLOW, 0.1f);
      verdicts(topics, NEW, 300, Action.REMOVE, 0.2f);

      List<Finding> findings;
      try (WatchRounds rounds =
          WatchRounds.open(
              kafka(platform), topics.prefix(), topics.registry(), ReleasePolicy.defaults())) {
        findings = rounds.round(Duration.ZERO);
        assertThat(rounds.round(Duration.ZERO)).as("the step is on its way").isEmpty();
      }

      assertThat(findings)
          .filteredOn(finding -> finding.outcome() == Finding.Outcome.ROLLBACK)
          .singleElement()
          .satisfies(finding -> assertThat(finding.entry().model()).isEqualTo(NEW));
      ReleaseHistory history = log.read(ReleaseScope.TEXT);
      ReleaseEntry last = history.entries().get(history.entries().size() - 1);
      assertThat(last.model()).isEqualTo(NEW);
      assertThat(last.stage()).isEqualTo(ReleaseStage.RETIRED);
      assertThat(last.by()).isEqualTo(Announcement.BY_WATCH);
      assertThat(last.note()).contains("acted on 100.0 % of 300 records");
      assertThat(history.atLast().canaries()).isEmpty();
      assertThat(history.atLast().live()).isEqualTo(OLD);
    }
  }

  @Test
  void twoWritersWhoKnewTheSame_bothAreToldOrTheSecondIs() throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "writers.");
        ReleaseLog first = open(platform, topics);
        ReleaseLog second = open(platform, topics)) {
      ReleaseHistory known = second.read(ReleaseScope.TEXT);
      first.publish(ReleaseScope.TEXT, Announcement.live(OLD, "ann", null), AT_ONCE);

      assertThatThrownBy(() -> second.publish(known, Announcement.live(NEW, "bob", null), AT_ONCE))
          .isInstanceOfSatisfying(
              ReleaseException.class, e -> assertThat(e.problem()).isEqualTo(Problem.CONFLICT))
          .hasMessageContaining("ann released weir-text@1 as LIVE");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(first.read(ReleaseScope.TEXT).at(Instant.now()).live())
                      .isEqualTo(NEW));
    }
  }

  private static ReleaseLog open(Platform platform, TestTopics topics) {
    return ReleaseLog.open(kafka(platform), topics.prefix(), topics.registry());
  }

  private static Map<String, Object> kafka(Platform platform) {
    return Map.of("bootstrap.servers", platform.endpoints().bootstrapServers());
  }

  private static void verdicts(
      TestTopics topics, ReleasedModel model, int count, Action action, float spam)
      throws Exception {
    String topic = topics.name(WeirTopic.TEXT_VERDICTS);
    try (Sender sender = topics.sender();
        WeirAvroSerializer<TextVerdict> values =
            new WeirAvroSerializer<>(TextVerdict.class, topics.registry())) {
      for (int i = 0; i < count; i++) {
        Instant now = Instant.now();
        TextVerdict verdict =
            TextVerdict.newBuilder()
                .setVerdictId(model.version() + "-" + i)
                .setEventId(model.version() + "-" + i)
                .setOccurredAt(now)
                .setSource(new Source(topics.name(WeirTopic.COMMENTS), 0, (long) i, now))
                .setAuthorId("ann")
                .setSpam(new BinaryScore("ham", spam))
                .setAction(action)
                .setModel(new ModelRef(model.name(), model.version(), model.digest()))
                .setPolicyVersion("default@2")
                .setScoredAt(now)
                .build();
        sender.send(new ProducerRecord<>(topic, values.serialize(topic, verdict)));
      }
    }
  }
}
