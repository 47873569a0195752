package dev.weir.scoring.control;

import static dev.weir.scoring.control.Releases.ledger;
import static dev.weir.scoring.control.Releases.model;
import static dev.weir.scoring.control.Releases.release;
import static dev.weir.scoring.control.Releases.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.schemas.ReleaseStage;
import dev.weir.schemas.ReleaseStep;
import dev.weir.schemas.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ReleaseLedgerTest {

  private static final List<ReleaseStage> STAGES = List.of(ReleaseStage.values());
  private static final ReleaseStep OLD = step("old", ReleaseStage.LIVE, null, 100);
  private static final ReleaseStep NEW = step("new", ReleaseStage.LIVE, null, 200);

  @Test
  void modelFor_noRelease_isTheStartedOne() {
    assertThat(ReleaseLedger.TEXT.modelFor(0, "e")).isNull();
    assertThat(ledger(OLD).modelFor(99, "e")).isNull();
  }

  @Test
  void modelFor_swap_hasAnExactBoundary() {
    ReleaseLedger ledger = ledger(OLD, NEW);

    assertThat(ledger.modelFor(199, "e")).isEqualTo(model("old"));
    assertThat(ledger.modelFor(200, "e")).isEqualTo(model("new"));
  }

  @Test
  void modelFor_retired_isTheOneBefore() {
    ReleaseLedger ledger = ledger(OLD, NEW, step("new", ReleaseStage.RETIRED, null, 300));

    assertThat(ledger.modelFor(299, "e")).isEqualTo(model("new"));
    assertThat(ledger.modelFor(300, "e")).isEqualTo(model("old"));
  }

  @Test
  void modelFor_allRetired_isTheStartedOne() {
    ReleaseLedger ledger = ledger(OLD, step("old", ReleaseStage.RETIRED, null, 300));

    assertThat(ledger.modelFor(300, "e")).isNull();
  }

  @Test
  void modelFor_canary_takesItsShareOfTheIds() {
    ReleaseLedger ledger = ledger(OLD, step("trial", ReleaseStage.CANARY, 0.2, 200));
    int taken = 0;
    for (int i = 0; i < 10_000; i++) {
      taken += model("trial").equals(ledger.modelFor(250, "event-" + i)) ? 1 : 0;
    }

    assertThat(taken / 10_000.0).isCloseTo(0.2, within(0.02));
    assertThat(ledger.modelFor(199, "event-1")).isEqualTo(model("old"));
  }

  @Test
  void modelFor_growingCanary_keepsItsIds() {
    ReleaseLedger small = ledger(OLD, step("trial", ReleaseStage.CANARY, 0.1, 200));
    ReleaseLedger large = ledger(OLD, step("trial", ReleaseStage.CANARY, 0.4, 200));

    for (int i = 0; i < 5_000; i++) {
      if (model("trial").equals(small.modelFor(250, "event-" + i))) {
        assertThat(large.modelFor(250, "event-" + i)).isEqualTo(model("trial"));
      }
    }
  }

  @Test
  void modelFor_canaryMadeLive_endsTheCanary() {
    ReleaseLedger ledger =
        ledger(
            OLD,
            step("trial", ReleaseStage.CANARY, 0.5, 200),
            step("trial", ReleaseStage.LIVE, null, 300));

    assertThat(ledger.at(300).canaries()).isEmpty();
    assertThat(ledger.at(300).live()).isEqualTo(model("trial"));
  }

  @Test
  void modelFor_sharesBeyondOneOrMissing_areHeld() {
    assertThat(ledger(step("a", ReleaseStage.CANARY, 7.0, 0)).modelFor(0, "e"))
        .isEqualTo(model("a"));
    assertThat(ledger(step("a", ReleaseStage.CANARY, null, 0)).modelFor(0, "e")).isNull();
  }

  @Test
  void at_shadows_scoreCopiesAndAnswerNothing() {
    ReleaseLedger ledger = ledger(OLD, step("trial", ReleaseStage.SHADOW, null, 200));

    assertThat(ledger.at(250).shadows()).containsExactly(model("trial"));
    assertThat(ledger.modelFor(250, "e")).isEqualTo(model("old"));
  }

  @Test
  void with_releaseOfAnotherTask_changesNothing() {
    ReleaseLedger ledger = ledger(OLD);

    assertThat(ledger.with(release(Task.FRAUD, NEW))).isSameAs(ledger);
  }

  @Test
  void with_earlierStepsInOneRecord_equalsHavingSeenEach() {
    ReleaseLedger compacted = ReleaseLedger.TEXT.with(release(Task.SPAM, NEW, OLD));

    for (long at : new long[] {99, 100, 199, 200}) {
      assertThat(compacted.modelFor(at, "e")).isEqualTo(ledger(OLD, NEW).modelFor(at, "e"));
    }
  }

  @Test
  void without_refusedModel_isAsIfItHadNeverBeenReleased() {
    ReleaseLedger usable = ledger(OLD, NEW).without(Set.of(model("new")));

    assertThat(usable.modelFor(500, "e")).isEqualTo(model("old"));
  }

  @Test
  void neededFrom_instant_namesWhatIsStillToCome() {
    ReleaseLedger ledger = ledger(OLD, NEW, step("trial", ReleaseStage.SHADOW, null, 300));

    assertThat(ledger.neededFrom(150)).containsExactly(model("old"), model("new"), model("trial"));
    assertThat(ledger.neededFrom(250)).containsExactly(model("new"), model("trial"));
  }

  @Test
  void with_moreStepsThanAreKept_forgetsTheEarliest() {
    ReleaseLedger ledger = ReleaseLedger.TEXT;
    for (int i = 0; i <= ReleaseLedger.MOST_STEPS; i++) {
      ledger = ledger.with(release(Task.SPAM, step("m" + i, ReleaseStage.LIVE, null, i)));
    }

    assertThat(ledger.modelFor(0, "e")).isNull();
    assertThat(ledger.modelFor(1, "e")).isEqualTo(model("m1"));
  }

  /** A replay reads the same releases, perhaps compacted, and gives each record the same model. */
  @Property(tries = 300)
  void modelFor_replay_givesTheSameModelToEveryRecord(
      @ForAll long seed, @ForAll @LongRange(max = 50) long horizon) {
    Random random = new Random(seed);
    List<ReleaseStep> steps = new ArrayList<>();
    ReleaseLedger live = ReleaseLedger.TEXT;
    for (int i = 0; i < 12; i++) {
      ReleaseStep next =
          step(
              "m" + random.nextInt(4),
              STAGES.get(random.nextInt(4)),
              random.nextDouble(),
              // announced ahead: never before an earlier announcement takes effect
              i * 10L + random.nextInt(10));
      steps.add(0, next);
      live = live.with(release(Task.ABUSE, next));
    }
    ReleaseLedger replayed =
        ReleaseLedger.TEXT.with(
            release(Task.ABUSE, steps.get(0), steps.subList(1, 12).toArray(new ReleaseStep[0])));
    for (long at = -1; at < 130; at++) {
      String id = "event-" + horizon + "-" + at;
      assertThat(replayed.modelFor(at, id)).isEqualTo(live.modelFor(at, id));
    }
  }

  /** What is announced for later changes nothing for earlier records. */
  @Property(tries = 300)
  void with_laterStep_leavesEarlierRecordsAlone(@ForAll long seed) {
    Random random = new Random(seed);
    ReleaseLedger ledger = ReleaseLedger.TEXT;
    for (int i = 0; i < 10; i++) {
      long at = i * 10L + random.nextInt(10);
      ReleaseLedger next =
          ledger.with(
              release(
                  Task.SPAM,
                  step(
                      "m" + random.nextInt(3),
                      STAGES.get(random.nextInt(4)),
                      random.nextDouble(),
                      at)));
      for (long before = -1; before < at; before++) {
        String id = "event-" + before;
        assertThat(next.modelFor(before, id)).isEqualTo(ledger.modelFor(before, id));
      }
      ledger = next;
    }
  }
}
