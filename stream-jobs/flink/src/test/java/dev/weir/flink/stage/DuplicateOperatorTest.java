package dev.weir.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Requests;
import dev.weir.flink.wire.IntakeSerializer;
import dev.weir.scoring.Intake;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.record.OutboundRecord;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DuplicateOperatorTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final Duration WINDOW = Duration.ofMinutes(8);

  private KeyedOneInputStreamOperatorTestHarness<Integer, Intake, Intake> harness;

  @BeforeEach
  void open() throws Exception {
    open(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void repeat_insideTheWindow_isDropped() throws Exception {
    send("a", 1, NOW);
    send("a", 2, NOW + 1);
    send("b", 3, NOW + 2);

    assertThat(passed()).containsExactly(1L, 3L);
  }

  @Test
  void repeat_afterTheWindow_passes() throws Exception {
    send("a", 1, NOW);
    send("a", 2, NOW + WINDOW.toMillis());

    assertThat(passed()).containsExactly(1L, 2L);
  }

  @Test
  void sameRecord_readAgainAfterAFailure_passes() throws Exception {
    send("a", 1, NOW);
    send("a", 1, NOW);

    assertThat(passed()).containsExactly(1L, 1L);
  }

  @Test
  void repeat_ofAProducerWithASlowClock_isDroppedToo() throws Exception {
    harness.processWatermark(NOW);
    send("a", 1, NOW - Duration.ofDays(1).toMillis());
    harness.processWatermark(NOW + 5_000);

    send("a", 2, NOW - Duration.ofDays(1).toMillis() + 5_000);

    assertThat(passed()).containsExactly(1L);
  }

  @Test
  void eventFromTheFuture_isForgottenLikeTheOthers() throws Exception {
    send("a", 1, NOW + Duration.ofDays(4_000).toMillis());

    harness.processWatermark(NOW + WINDOW.multipliedBy(2).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void eventIds_thatNobodyRepeats_areForgotten() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      send("event-" + i, i, NOW + i);
    }
    assertThat(harness.numKeyedStateEntries()).isPositive();

    harness.processWatermark(NOW + WINDOW.multipliedBy(2).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void restore_fromACheckpoint_stillRecognises() throws Exception {
    send("a", 1, NOW);
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    open(state);
    send("a", 2, NOW + 1);

    assertThat(passed()).isEmpty();
  }

  @Test
  void deadLetterOfTheIntake_passes() throws Exception {
    Intake letter =
        new Intake.Refused(new OutboundRecord("dead", null, null, List.of()), Stage.DECODE);

    harness.processElement(new StreamRecord<>(letter));
    harness.processElement(new StreamRecord<>(letter));

    assertThat(harness.extractOutputValues()).containsExactly(letter, letter);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            Stages.duplicates(new DuplicateWindow(WINDOW)), StageKeys::byEvent, Types.INT);
    harness.setup(new IntakeSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
  }

  private void send(String eventId, long offset, long timestamp) throws Exception {
    harness.processElement(
        new StreamRecord<>(Requests.accepted(eventId, "x", 0, offset, timestamp, new byte[0])));
  }

  private List<Long> passed() {
    return harness.extractOutputValues().stream()
        .map(intake -> ((Intake.Accepted) intake).request().origin().offset())
        .toList();
  }
}
