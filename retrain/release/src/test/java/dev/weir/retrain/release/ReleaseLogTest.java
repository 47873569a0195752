package dev.weir.retrain.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.release.ReleaseException.Problem;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Task;
import dev.weir.scoring.control.ReleasedModel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A topic in memory; a broker is met in tests/end-to-end. */
class ReleaseLogTest {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final Duration LEAD = Duration.ofSeconds(3);
  private static final ReleasedModel ONE = model("one");
  private static final ReleasedModel TWO = model("two");

  private final MemoryTopic topic = new MemoryTopic();

  @Test
  void publish_firstStep_isAheadOfNowAndHolds() {
    ReleaseLog.Published published = live(ONE);

    assertThat(published.entry().effectiveAt()).isEqualTo(NOW.plus(LEAD));
    assertThat(published.lateMillis()).isZero();
    ReleaseHistory history = log(NOW).read(ReleaseScope.TEXT);
    assertThat(history.at(NOW).live()).isNull();
    assertThat(history.at(NOW.plus(LEAD)).live()).isEqualTo(ONE);
    assertThat(history.standing(NOW.plus(LEAD)))
        .singleElement()
        .satisfies(entry -> assertThat(entry.by()).isEqualTo("ann"));
  }

  @Test
  void publish_furtherStep_carriesTheEarlierOnesNewestFirst() {
    live(ONE);
    publish(10, Announcement.canary(TWO, 0.1f, "ann", "looks good"));
    publish(20, Announcement.live(TWO, "ann", null));

    ModelRelease last = topic.records.get(2);
    assertThat(last.getTask()).isEqualTo(Task.SENTIMENT);
    assertThat(last.getEarlier())
        .extracting(step -> step.getModel().getName() + " " + step.getStage())
        .containsExactly("two CANARY", "one LIVE");
    // the topic after compaction tells the same
    topic.records.subList(0, 2).clear();
    assertThat(log(NOW).read(ReleaseScope.TEXT).entries()).hasSize(3);
  }

  @Test
  void read_recordsOfSeveralTextTasks_areOneHistory() {
    live(ONE);
    ModelRelease foreign =
        ModelRelease.newBuilder(topic.records.get(0))
            .setEventId("foreign")
            .setTask(Task.SPAM)
            .setStep(step(TWO, ReleaseStage.LIVE, NOW.plusSeconds(60)))
            .build();
    topic.records.add(foreign);

    assertThat(log(NOW).read(ReleaseScope.TEXT).at(NOW.plusSeconds(60)).live()).isEqualTo(TWO);
    assertThat(log(NOW).read(ReleaseScope.FRAUD).entries()).isEmpty();
  }

  @Test
  void publish_manySteps_carriesABoundedNumberAndTheModelToGoBackTo() {
    live(ONE);
    for (int i = 1; i <= 100; i++) {
      publish(i, Announcement.canary(TWO, i / 1000f, "ann", null));
    }

    List<ReleaseStep> carried = topic.records.get(100).getEarlier();
    assertThat(carried)
        .hasSizeLessThanOrEqualTo(ReleaseHistory.NEWEST_CARRIED + ReleaseHistory.STANDING_CARRIED);
    assertThat(carried.get(carried.size() - 1).getModel().getName()).isEqualTo("one");
  }

  @Test
  void publish_stepBeforeAnAnnouncedOne_takesEffectWithItAndWins() {
    publish(0, Announcement.live(ONE, "ann", null), Duration.ofMinutes(5));

    ReleaseLog.Published back = log(NOW).rollback(ReleaseScope.TEXT, null, "bob", "not yet", LEAD);

    assertThat(back.entry().effectiveAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    assertThat(log(NOW).read(ReleaseScope.TEXT).atLast().live()).isNull();
  }

  @Test
  void rollback_ofALiveModel_bringsTheOneBeforeBackAndSaysWhy() {
    live(ONE);
    publish(10, Announcement.live(TWO, "ann", null));

    ReleaseLog.Published back =
        log(NOW.plusSeconds(60)).rollback(ReleaseScope.TEXT, null, "bob", "calls all spam", LEAD);

    assertThat(back.entry().model()).isEqualTo(TWO);
    assertThat(topic.records.get(2).getNote()).isEqualTo("calls all spam");
    assertThat(log(NOW).read(ReleaseScope.TEXT).atLast().live()).isEqualTo(ONE);
  }

  @Test
  void rollback_withACanary_takesTheCanaryBackFirst() {
    live(ONE);
    publish(10, Announcement.canary(TWO, 0.1f, "ann", null));

    ReleaseLog.Published back =
        log(NOW.plusSeconds(60)).rollback(ReleaseScope.TEXT, null, "bob", null, LEAD);

    assertThat(back.entry().model()).isEqualTo(TWO);
    assertThat(log(NOW).read(ReleaseScope.TEXT).atLast().live()).isEqualTo(ONE);
  }

  @Test
  void rollback_ofNothing_saysSo() {
    assertProblem(
        Problem.NOTHING_TO_ROLL_BACK,
        () -> log(NOW).rollback(ReleaseScope.FRAUD, null, "bob", null, LEAD));
    assertProblem(
        Problem.NOTHING_TO_ROLL_BACK,
        () -> log(NOW).rollback(ReleaseScope.TEXT, TWO, "bob", null, LEAD));
  }

  @Test
  void publish_whatHoldsAlready_isRefused() {
    live(ONE);
    assertProblem(Problem.ALREADY_SO, () -> live(ONE));
    publish(1, Announcement.canary(TWO, 0.1f, "ann", null));
    assertProblem(
        Problem.ALREADY_SO, () -> publish(2, Announcement.canary(TWO, 0.1f, "ann", null)));
    publish(3, Announcement.canary(TWO, 0.2f, "ann", null));
    assertThat(topic.records).hasSize(3);
  }

  @Test
  void publish_shadowOfTheLiveModel_isRefused() {
    live(ONE);
    assertProblem(Problem.WOULD_DISPLACE, () -> publish(1, Announcement.shadow(ONE, "ann", null)));
  }

  @Test
  void publish_anotherWriterBetween_namesIt() {
    live(ONE);
    topic.before = () -> topic.records.add(other());

    assertThatThrownBy(() -> publish(10, Announcement.shadow(TWO, "ann", null)))
        .isInstanceOf(ReleaseException.class)
        .hasMessageContaining("carl released three@1.0.0 as LIVE");
  }

  @Test
  void publish_anotherWriterAfterWhoDoesNotKnowUs_isNamed() {
    live(ONE);
    topic.after = () -> topic.records.add(other());

    assertProblem(Problem.CONFLICT, () -> publish(10, Announcement.shadow(TWO, "ann", null)));
  }

  @Test
  void publish_afterAConflict_carriesBothSteps() {
    live(ONE);
    topic.before = () -> topic.records.add(other());
    assertProblem(Problem.CONFLICT, () -> publish(10, Announcement.shadow(TWO, "ann", null)));
    topic.before = () -> {};

    publish(30, Announcement.live(TWO, "ann", null));

    assertThat(topic.records.get(3).getEarlier())
        .extracting(step -> step.getModel().getName())
        .contains("one", "two", "three");
  }

  @Test
  void publish_clockBehindTheBroker_saysByHowMuch() {
    topic.timestamp = NOW.plusSeconds(10).toEpochMilli();

    assertThat(live(ONE).lateMillis()).isEqualTo(7_000);
  }

  @Test
  void announcement_ofAnImpossibleShare_isRefused() {
    assertThatThrownBy(() -> Announcement.canary(ONE, 1f, "ann", null))
        .hasMessageContaining("above 0 and below 1");
    assertThatThrownBy(() -> new Announcement(ONE, ReleaseStage.LIVE, 0.5f, "ann", null))
        .hasMessageContaining("LIVE has no share");
  }

  private ModelRelease other() {
    return ModelRelease.newBuilder(topic.records.get(0))
        .setEventId("other")
        .setReleasedBy("carl")
        .setStep(step(model("three"), ReleaseStage.LIVE, NOW.plusSeconds(12)))
        .build();
  }

  private static void assertProblem(Problem problem, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            ReleaseException.class, e -> assertThat(e.problem()).isEqualTo(problem));
  }

  private ReleaseLog.Published live(ReleasedModel model) {
    return publish(0, Announcement.live(model, "ann", null));
  }

  private ReleaseLog.Published publish(int afterSeconds, Announcement announcement) {
    return publish(afterSeconds, announcement, LEAD);
  }

  private ReleaseLog.Published publish(int afterSeconds, Announcement announcement, Duration lead) {
    return log(NOW.plusSeconds(afterSeconds)).publish(ReleaseScope.TEXT, announcement, lead);
  }

  private ReleaseLog log(Instant now) {
    return new ReleaseLog(topic, Clock.fixed(now, ZoneOffset.UTC));
  }

  private static ReleasedModel model(String name) {
    return new ReleasedModel(name, "1.0.0", "digest-" + name);
  }

  private static ReleaseStep step(ReleasedModel model, ReleaseStage stage, Instant at) {
    return new ReleaseEntry(model, stage, 0, at, null, null, null).toStep();
  }

  private static final class MemoryTopic implements ReleaseTopic {
    final List<ModelRelease> records = new ArrayList<>();
    Runnable before = () -> {};
    Runnable after = () -> {};
    long timestamp = NOW.toEpochMilli();

    @Override
    public List<ModelRelease> read() {
      return List.copyOf(records);
    }

    @Override
    public long append(ModelRelease release) {
      before.run();
      records.add(release);
      after.run();
      return timestamp;
    }

    @Override
    public void close() {}
  }
}
