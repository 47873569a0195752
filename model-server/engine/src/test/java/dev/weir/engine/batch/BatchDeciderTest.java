package dev.weir.engine.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.batch.BatchDecision.Dispatch;
import dev.weir.engine.batch.BatchDecision.Reason;
import dev.weir.engine.batch.BatchDecision.Wait;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BatchDeciderTest {
  private static final BatchLimits LIMITS =
      new BatchLimits(8, 100, Duration.ofNanos(50), Duration.ofNanos(10), 100);
  private final BatchDecider decider = new BatchDecider(LIMITS);

  @Test
  void busySession_waitsForAChange_howeverMuchWaits() {
    assertThat(decider.decide(new QueueView(99, 9999, 9, 0, 1, false, true), 1000))
        .isEqualTo(new Wait(Long.MAX_VALUE));
  }

  @Test
  void emptyQueue_waitsForAChange() {
    assertThat(decider.decide(view(0, 0, 0, 0, QueueView.NO_DEADLINE), 5))
        .isEqualTo(new Wait(Long.MAX_VALUE));
  }

  @Test
  void fullRows_dispatch() {
    assertReason(view(8, 8, 0, 0, QueueView.NO_DEADLINE), 0, Reason.ROWS);
  }

  @Test
  void fullTokens_dispatch() {
    assertReason(view(2, 100, 0, 0, QueueView.NO_DEADLINE), 0, Reason.TOKENS);
  }

  @Test
  void draining_dispatchesWhatIsLeft() {
    assertThat(decider.decide(new QueueView(1, 1, 0, 0, QueueView.NO_DEADLINE, true, true), 0))
        .isEqualTo(new Dispatch(Reason.DRAIN));
  }

  @Test
  void urgentRecord_waitsForNoCompany() {
    assertReason(view(1, 1, 1, 0, QueueView.NO_DEADLINE), 0, Reason.PRIORITY);
  }

  @Test
  void oldestRecord_dispatchesAtItsAge_notBefore() {
    assertThat(decider.decide(view(1, 1, 0, 100, QueueView.NO_DEADLINE), 149))
        .isEqualTo(new Wait(1));
    assertReason(view(1, 1, 0, 100, QueueView.NO_DEADLINE), 150, Reason.AGE);
  }

  @Test
  void deadline_dispatchesARunTimeAhead_notBefore() {
    assertThat(decider.decide(view(1, 1, 0, 100, 130), 119)).isEqualTo(new Wait(1));
    assertReason(view(1, 1, 0, 100, 130), 120, Reason.DEADLINE);
  }

  @Property
  void wait_neverOutlastsAgeOrDeadline(
      @ForAll @IntRange(min = 1, max = 7) int rows,
      @ForAll @IntRange(min = 1, max = 99) int tokens,
      @ForAll @LongRange(min = 0, max = 200) long oldest,
      @ForAll @LongRange(min = 0, max = 400) long deadline,
      @ForAll @LongRange(min = 0, max = 100) long later) {
    long now = oldest + later;
    BatchDecision decision = decider.decide(view(rows, tokens, 0, oldest, deadline), now);
    if (decision instanceof Wait wait) {
      assertThat(wait.nanos()).isPositive();
      long then = now + wait.nanos();
      assertThat(then).isLessThanOrEqualTo(oldest + 50).isLessThanOrEqualTo(deadline - 10);
      assertThat(decider.decide(view(rows, tokens, 0, oldest, deadline), then))
          .isInstanceOf(Dispatch.class);
    }
  }

  @Test
  void limits_thatContradictThemselves_areRefused() {
    assertThatThrownBy(() -> new BatchLimits(8, 1, Duration.ZERO, Duration.ZERO, 7))
        .hasMessageContaining("capacity must hold a whole batch of 8");
    assertThatThrownBy(() -> new BatchLimits(0, 1, Duration.ZERO, Duration.ZERO, 7))
        .hasMessageContaining("1 or more");
    assertThatThrownBy(() -> new BatchLimits(1, 1, Duration.ofNanos(-1), Duration.ZERO, 7))
        .hasMessageContaining("not be negative");
  }

  private void assertReason(QueueView view, long now, Reason reason) {
    assertThat(decider.decide(view, now)).isEqualTo(new Dispatch(reason));
  }

  private static QueueView view(int rows, long tokens, int urgent, long oldest, long deadline) {
    return new QueueView(rows, tokens, urgent, oldest, deadline, true, false);
  }
}
