package dev.weir.simulator.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatePacerTest {
  private static final long START = 5_000_000_000L;
  private static final long MILLI = 1_000_000;

  @Test
  void due_atTheStart_isTheFirstEvent() {
    var pacer = new RatePacer(START, 100, 1_000);
    assertThat(pacer.due(START, 0)).isEqualTo(1);
    assertThat(pacer.due(START, 1)).isZero();
    assertThat(pacer.due(START - 1, 0)).isZero();
  }

  @Test
  void due_after95Milliseconds_isTenAtHundredPerSecond() {
    var pacer = new RatePacer(START, 100, 1_000);
    assertThat(pacer.due(START + 95 * MILLI, 0)).isEqualTo(10);
    assertThat(pacer.due(START + 95 * MILLI, 4)).isEqualTo(6);
  }

  @Test
  void due_afterBeingHeldUp_catchesUpInBoundedSteps() {
    var pacer = new RatePacer(START, 1_000, 64);
    long now = START + 10_000 * MILLI;
    assertThat(pacer.due(now, 100)).isEqualTo(64);
    assertThat(pacer.due(now, 10_001)).isZero();
    assertThat(pacer.nanosBehind(now, 100)).isEqualTo(9_900 * MILLI);
  }

  @Test
  void due_senderAhead_isNothing() {
    assertThat(new RatePacer(START, 10, 5).due(START + MILLI, 50)).isZero();
  }

  @Test
  void nanosUntilNext_nothingDue_isTheTimeOfTheNextEvent() {
    var pacer = new RatePacer(START, 100, 1_000);
    assertThat(pacer.nanosUntilNext(START + 3 * MILLI, 1)).isEqualTo(7 * MILLI);
    assertThat(pacer.nanosUntilNext(START + 30 * MILLI, 1)).isZero();
  }

  @Test
  void loop_sleepingAsTold_sendsEveryEventOnTime() {
    var pacer = new RatePacer(START, 333, 1_000);
    long now = START;
    long sent = 0;
    while (now < START + 1_000 * MILLI) {
      long wait = pacer.nanosUntilNext(now, sent);
      now += wait;
      int due = pacer.due(now, sent);
      assertThat(due).as("at %s after %s", now, sent).isEqualTo(1);
      sent += due;
    }
    assertThat(sent).isBetween(333L, 335L);
  }

  @Test
  void due_afterAYear_isExactToOneEvent() {
    var pacer = new RatePacer(0, 50_000, Integer.MAX_VALUE);
    long year = 365L * 86_400 * 1_000_000_000L;
    assertThat(pacer.due(year, 365L * 86_400 * 50_000)).isBetween(0, 2);
  }

  @Test
  void pacer_rateNotAboveZero_isRefused() {
    assertThatThrownBy(() -> new RatePacer(0, 0, 1)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> new RatePacer(0, Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> new RatePacer(0, 1, 0)).hasMessageContaining("at most 0");
  }
}
