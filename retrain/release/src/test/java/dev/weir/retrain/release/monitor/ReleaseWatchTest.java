package dev.weir.retrain.release.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrain.release.Announcement;
import dev.weir.retrain.release.ReleaseHistory;
import dev.weir.retrain.release.ReleaseScope;
import dev.weir.retrain.release.monitor.Finding.Outcome;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Task;
import dev.weir.scoring.control.ReleasedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReleaseWatchTest {

  private static final Instant STEP = Instant.parse("2026-11-23T08:00:00Z");
  private static final Instant NOW = STEP.plusSeconds(601);
  private static final ReleasedModel OLD = new ReleasedModel("m", "1", "d1");
  private static final ReleasedModel NEW = new ReleasedModel("m", "2", "d2");

  private final List<ModelRelease> records = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(7);
  private String releasedBy = "ann";
  private ReleaseWatch watch = new ReleaseWatch(ReleasePolicy.defaults());

  @Test
  void decide_modelLikeTheOneBefore_keepsItAndSaysWhatIsDue() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 4000, new Behaviour());
    answers(NEW, 600, new Behaviour());
    labels(OLD, 200, 0.9);
    labels(NEW, 200, 0.9);

    Finding finding = decide();

    assertThat(finding.outcome()).isEqualTo(Outcome.KEEP);
    assertThat(finding.reason())
        .contains("passed canary of 5 %", "due to be a canary of 25 %", "to a person");
  }

  @Test
  void decide_automaticPolicy_advancesStepByStep() {
    automatic();
    release(ReleaseStage.SHADOW, 0);
    shadows(NEW, 600, new Behaviour());
    answers(OLD, 600, new Behaviour());
    assertThat(decide())
        .extracting(Finding::outcome, Finding::next, Finding::share)
        .containsExactly(Outcome.ADVANCE, ReleaseStage.CANARY, 0.05f);

    automatic();
    release(ReleaseStage.CANARY, 0.25f);
    answers(NEW, 2100, new Behaviour());
    Instant later = STEP.plusSeconds(1801);
    assertThat(watch.decide(history(), later))
        .singleElement()
        .extracting(Finding::outcome, Finding::next)
        .containsExactly(Outcome.ADVANCE, ReleaseStage.LIVE);
  }

  @Test
  void decide_retrainedPolicy_advancesWhatTheLoopReleasedAndLeavesTheRestToPeople() {
    for (String by : List.of(Announcement.BY_RETRAIN, Announcement.BY_WATCH, "ann")) {
      promote(ReleasePolicy.Promote.RETRAINED);
      releasedBy = by;
      release(ReleaseStage.SHADOW, 0);
      shadows(NEW, 600, new Behaviour());
      answers(OLD, 600, new Behaviour());

      assertThat(decide().outcome())
          .as(by)
          .isEqualTo(by.equals("ann") ? Outcome.KEEP : Outcome.ADVANCE);
    }
  }

  @Test
  void decide_actsMoreAndIsRightMoreOften_keepsIt() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 1000, new Behaviour().acting(0.05));
    answers(NEW, 600, new Behaviour().acting(0.3).shifted(0.5));
    labels(OLD, 200, 0.7);
    labels(NEW, 49, 1);
    assertThat(decide().outcome()).as("too few labels to prove it").isEqualTo(Outcome.ROLLBACK);
    labels(NEW, 51, 0.9);
    assertThat(decide().outcome()).isEqualTo(Outcome.KEEP);
  }

  @Test
  void decide_tooFewRecordsOrTooSoon_doesNotAdvance() {
    automatic();
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 600, new Behaviour());
    answers(NEW, 499, new Behaviour());
    assertThat(decide().outcome()).isEqualTo(Outcome.KEEP);
    answers(NEW, 1, new Behaviour());
    assertThat(watch.decide(history(), STEP.plusSeconds(599)).get(0).outcome())
        .isEqualTo(Outcome.KEEP);
    assertThat(decide().outcome()).isEqualTo(Outcome.ADVANCE);
  }

  @Test
  void decide_lowerAgreementWithLabels_takesItBack() {
    release(ReleaseStage.CANARY, 0.05f);
    labels(OLD, 200, 0.95);
    labels(NEW, 49, 0.5);
    assertThat(decide().outcome()).as("too few labels").isEqualTo(Outcome.KEEP);
    labels(NEW, 51, 0.5);
    assertRollback("agreement with fresh labels", "the model before 95.0 % of 200");
  }

  @Test
  void decide_lowerAgreementOfAShadow_isSeenByTheLabelsOfItsEvents() {
    release(ReleaseStage.SHADOW, 0);
    shadows(NEW, 100, new Behaviour());
    for (int i = 0; i < 100; i++) {
      watch.see(new Seen.Label(ReleaseScope.TEXT, "s" + i, "spam", "ham", OLD, "ham", millis(i)));
    }
    assertThat(decide().outcome()).as("the shadow says ham as well").isEqualTo(Outcome.KEEP);
    for (int i = 100; i < 200; i++) {
      watch.see(verdict(NEW, true, "t" + i, i, 0.9f, "spam", false, 20));
      watch.see(new Seen.Label(ReleaseScope.TEXT, "t" + i, "spam", "ham", OLD, "ham", millis(i)));
    }
    assertRollback("agreement with fresh labels 50.0 % of 200");
  }

  @Test
  void decide_moreActionsThanBefore_takesItBack() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 1000, new Behaviour().acting(0.05));
    answers(NEW, 300, new Behaviour().acting(0.3));
    assertRollback("acted on", "0.50 to 2.00 times");
  }

  @Test
  void decide_fewerActionsThanBefore_takesItBack() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 1000, new Behaviour().acting(0.2));
    answers(NEW, 300, new Behaviour().acting(0));
    assertRollback("acted on 0.0 %");
  }

  @Test
  void decide_fewActionsMoreByChance_keepsIt() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 1000, new Behaviour().acting(0));
    answers(NEW, 250, new Behaviour().acting(0));
    watch.see(verdict(NEW, false, "one", 300, 0.1f, "ham", true, 20));
    watch.see(verdict(NEW, false, "two", 300, 0.1f, "ham", true, 20));
    assertThat(decide().outcome()).isEqualTo(Outcome.KEEP);
  }

  @Test
  void decide_otherScores_takesItBack() {
    release(ReleaseStage.SHADOW, 0);
    answers(OLD, 1000, new Behaviour());
    shadows(NEW, 600, new Behaviour().shifted(0.5));
    assertRollback("scores of spam drifted", "PSI");
  }

  @Test
  void decide_surerOfTheSameAnswers_keepsIt() {
    release(ReleaseStage.SHADOW, 0);
    for (int i = 0; i < 1000; i++) {
      boolean spam = i % 10 == 0;
      float unsure = spam ? 0.6f + i % 4 * 0.1f : i % 5 * 0.1f;
      watch.see(verdict(OLD, false, "o" + i, i / 2, unsure, "ham", false, 20));
      watch.see(verdict(NEW, true, "o" + i, i / 2, spam ? 0.99f : 0.01f, "ham", false, 20));
    }
    assertThat(decide().outcome()).isEqualTo(Outcome.KEEP);
  }

  @Test
  void decide_recordsThatFail_takesItBack() {
    release(ReleaseStage.CANARY, 0.05f);
    answersBefore(OLD, 2000);
    answers(OLD, 5000, new Behaviour());
    for (int i = 0; i < 100; i++) {
      watch.see(new Seen.Failure(ReleaseScope.TEXT, millis(120)));
    }
    assertRollback("100 of 5100 records since the step became dead letters", "0 of 2000 before");
  }

  @Test
  void decide_recordsThatFailedBeforeToo_keepsIt() {
    release(ReleaseStage.CANARY, 0.05f);
    answersBefore(OLD, 2000);
    for (int i = 0; i < 40; i++) {
      watch.see(new Seen.Failure(ReleaseScope.TEXT, millis(-60)));
    }
    answers(OLD, 5000, new Behaviour());
    for (int i = 0; i < 100; i++) {
      watch.see(new Seen.Failure(ReleaseScope.TEXT, millis(120)));
    }
    assertThat(decide().outcome()).isEqualTo(Outcome.KEEP);
  }

  @Test
  void decide_slowerThanBefore_takesItBack() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 1000, new Behaviour());
    answers(NEW, 600, new Behaviour().slow(5000));
    assertRollback("latency p99 50", "may be 2000 ms or 2.0 times that");
  }

  @Test
  void decide_slowAsBefore_keepsIt() {
    release(ReleaseStage.CANARY, 0.05f);
    answers(OLD, 1000, new Behaviour().slow(4000));
    answers(NEW, 600, new Behaviour().slow(5000));
    assertThat(decide().outcome()).isEqualTo(Outcome.KEEP);
  }

  @Test
  void decide_liveModel_isComparedWithTheOneBeforeItAsItWasThen() {
    step(OLD, ReleaseStage.LIVE, null, STEP.minusSeconds(7200));
    answersBefore(OLD, 1000);
    step(NEW, ReleaseStage.LIVE, null, STEP);
    watch.begin(ReleaseScope.TEXT, history().standing(NOW).get(0));
    answers(NEW, 1000, new Behaviour().acting(0.5));
    assertRollback("acted on");
  }

  @Test
  void decide_liveModelAfterItsTime_isNoLongerWatched() {
    step(NEW, ReleaseStage.LIVE, null, STEP);
    assertThat(watch.decide(history(), STEP.plusSeconds(86_399))).hasSize(1);
    assertThat(watch.decide(history(), STEP.plusSeconds(86_401))).isEmpty();
  }

  @Test
  void decide_withAStepPending_waitsForIt() {
    release(ReleaseStage.CANARY, 0.05f);
    step(NEW, ReleaseStage.RETIRED, null, NOW.plusSeconds(3));
    assertThat(watch.decide(history(), NOW)).isEmpty();
  }

  @Test
  void psi_ofSamplesOfOneDistribution_isAboutNothing() {
    long[] a = new long[10];
    long[] b = new long[10];
    for (int i = 0; i < 500; i++) {
      a[random.nextInt(10)]++;
      b[random.nextInt(10)]++;
    }
    assertThat(Bands.psi(a, b)).isLessThan(0.03);
    assertThat(Bands.psi(new long[] {90, 10}, new long[] {10, 90})).isGreaterThan(1);
  }

  private void assertRollback(String... parts) {
    Finding finding = decide();
    assertThat(finding.outcome()).as(finding.reason()).isEqualTo(Outcome.ROLLBACK);
    assertThat(finding.reason()).contains(parts);
    assertThat(finding.announcement("watch"))
        .satisfies(
            step -> {
              assertThat(step.stage()).isEqualTo(ReleaseStage.RETIRED);
              assertThat(step.model()).isEqualTo(NEW);
              assertThat(step.note()).isEqualTo(finding.reason());
            });
  }

  private Finding decide() {
    List<Finding> findings = watch.decide(history(), NOW);
    assertThat(findings).isNotEmpty();
    return findings.get(findings.size() - 1);
  }

  private void automatic() {
    promote(ReleasePolicy.Promote.AUTOMATIC);
  }

  private void promote(ReleasePolicy.Promote promote) {
    records.clear();
    ReleasePolicy policy = ReleasePolicy.defaults();
    watch =
        new ReleaseWatch(
            new ReleasePolicy(
                policy.window(),
                promote,
                policy.shadow(),
                policy.canary(),
                policy.live(),
                policy.bands()));
  }

  private void release(ReleaseStage stage, float share) {
    step(NEW, stage, stage == ReleaseStage.CANARY ? share : null, STEP);
    watch.begin(ReleaseScope.TEXT, history().standing(NOW).get(0));
  }

  private void step(ReleasedModel model, ReleaseStage stage, @Nullable Float share, Instant at) {
    records.add(
        ModelRelease.newBuilder()
            .setEventId("r" + records.size())
            .setOccurredAt(at)
            .setTask(Task.SENTIMENT)
            .setStep(
                new ReleaseStep(
                    new ModelRef(model.name(), model.version(), model.digest()), stage, share, at))
            .setReleasedBy(releasedBy)
            .build());
  }

  private ReleaseHistory history() {
    return ReleaseHistory.of(ReleaseScope.TEXT, records);
  }

  /** What a model does: acts on 10 %, answers in 20 ms, scores spread evenly. */
  private record Behaviour(double acts, double shift, long latency) {
    Behaviour() {
      this(0.1, 0, 20);
    }

    Behaviour acting(double share) {
      return new Behaviour(share, shift, latency);
    }

    Behaviour shifted(double by) {
      return new Behaviour(acts, by, latency);
    }

    Behaviour slow(long millis) {
      return new Behaviour(acts, shift, millis);
    }
  }

  private void answers(ReleasedModel model, int count, Behaviour behaviour) {
    for (int i = 0; i < count; i++) {
      see(model, false, "a" + i, i * 500 / count, behaviour, i);
    }
  }

  private void answersBefore(ReleasedModel model, int count) {
    for (int i = 0; i < count; i++) {
      see(model, false, "b" + i, -300 + i * 200 / count, new Behaviour(), i);
    }
  }

  private void shadows(ReleasedModel model, int count, Behaviour behaviour) {
    for (int i = 0; i < count; i++) {
      see(model, true, "s" + i, i * 500 / count, behaviour, i);
    }
  }

  private void see(
      ReleasedModel model, boolean shadow, String id, int second, Behaviour behaviour, int i) {
    float score = (float) Math.min(0.999, random.nextDouble() * 0.5 + behaviour.shift());
    boolean acted = i % 100 < behaviour.acts() * 100;
    watch.see(verdict(model, shadow, id, second, score, "ham", acted, behaviour.latency()));
  }

  private static Seen.Verdict verdict(
      ReleasedModel model,
      boolean shadow,
      String id,
      int second,
      float score,
      String label,
      boolean acted,
      long latency) {
    return new Seen.Verdict(
        ReleaseScope.TEXT,
        model,
        shadow,
        id,
        millis(second),
        millis(second) + latency,
        Map.of("spam", score),
        Map.of("spam", label),
        acted);
  }

  private void labels(ReleasedModel model, int count, double agree) {
    for (int i = 0; i < count; i++) {
      watch.see(
          new Seen.Label(
              ReleaseScope.TEXT,
              model.version() + "-" + count + "-" + i,
              "spam",
              "ham",
              model,
              i % 20 < agree * 20 ? "ham" : "spam",
              millis(i)));
    }
  }

  private static long millis(int second) {
    return STEP.plusSeconds(second).toEpochMilli();
  }
}
