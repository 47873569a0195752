package dev.weir.flink.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.testing.Requests;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.Intake;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicroBatchOperatorTest {

  private static final int RECORD_BYTES = 8;

  private OneInputStreamOperatorTestHarness<Intake, OutboundRecord> harness;

  @BeforeEach
  void reset() {
    EchoScoring.reset();
  }

  @AfterEach
  void close() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  @Test
  void processElement_belowEveryLimit_waits() throws Exception {
    open(3, 1_000, 5);

    process(0, 1);

    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void processElement_maxRecords_closesTheBatch() throws Exception {
    open(3, 1_000, 5);

    process(0, 1, 2, 3);

    assertThat(EchoScoring.BATCH_SIZES).containsExactly(3);
    assertThat(answered()).containsExactly(0, 1, 2);
  }

  @Test
  void processElement_maxBytes_closesTheBatch() throws Exception {
    open(100, 2 * RECORD_BYTES, 5);

    process(0, 1, 2);

    assertThat(EchoScoring.BATCH_SIZES).containsExactly(2);
  }

  @Test
  void processElement_noWaiting_answersEachAtOnce() throws Exception {
    open(100, 1_000, 0);

    process(0, 1);

    assertThat(EchoScoring.BATCH_SIZES).containsExactly(1, 1);
  }

  @Test
  void processingTime_ageOfTheFirstRecord_closesTheBatch() throws Exception {
    open(100, 1_000, 5);
    harness.setProcessingTime(100);
    process(0);
    harness.setProcessingTime(104);
    process(1);
    assertThat(answered()).isEmpty();

    harness.setProcessingTime(105);

    assertThat(answered()).containsExactly(0, 1);
  }

  @Test
  void processingTime_timerOfAFullBatch_doesNotCutTheNextShort() throws Exception {
    open(2, 1_000, 5);
    harness.setProcessingTime(100);
    process(0, 1);
    harness.setProcessingTime(103);
    process(2);

    harness.setProcessingTime(106);
    assertThat(answered()).containsExactly(0, 1);

    harness.setProcessingTime(108);
    assertThat(answered()).containsExactly(0, 1, 2);
  }

  @Test
  void prepareSnapshotPreBarrier_pendingRecords_areAnsweredBeforeTheBarrier() throws Exception {
    open(100, 1_000, 5);
    process(0, 1);

    harness.prepareSnapshotPreBarrier(1);

    assertThat(answered()).containsExactly(0, 1);
  }

  @Test
  void snapshot_afterTheBarrier_holdsNoState() throws Exception {
    open(100, 1_000, 5);
    process(0, 1);
    harness.prepareSnapshotPreBarrier(1);

    OperatorSubtaskState state = harness.snapshot(1, 0);

    assertThat(state.hasState()).isFalse();
  }

  @Test
  void restore_fromACheckpoint_repeatsNothingAndGoesOn() throws Exception {
    open(100, 1_000, 5);
    process(0, 1);
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    harness = harness(100, 1_000, 5);
    harness.initializeState(state);
    harness.open();
    process(2);
    harness.endInput();

    assertThat(answered()).containsExactly(2);
  }

  @Test
  void processWatermark_pendingRecords_leaveBeforeIt() throws Exception {
    open(100, 1_000, 5);
    process(0);

    harness.processWatermark(new Watermark(50));

    List<Object> output = new ArrayList<>(harness.getOutput());
    assertThat(output).hasSize(2);
    assertThat(output.get(0)).isInstanceOf(StreamRecord.class);
    assertThat(output.get(1)).isEqualTo(new Watermark(50));
  }

  @Test
  void processElement_deadLetterOfTheIntake_passesAtOnce() throws Exception {
    open(3, 1_000, 5);
    OutboundRecord letter = new OutboundRecord("dead-letters", null, new byte[4], List.of());

    harness.processElement(new StreamRecord<>(new Intake.Refused(letter, Stage.DECODE)));

    assertThat(harness.extractOutputValues()).containsExactly(letter);
    assertThat(EchoScoring.BATCH_SIZES).isEmpty();
  }

  @Test
  void endInput_pendingRecords_areAnswered() throws Exception {
    open(100, 1_000, 5);
    process(0, 1);

    harness.endInput();

    assertThat(answered()).containsExactly(0, 1);
  }

  @Test
  void anySequence_ofRecordsTimeBarriersAndWatermarks_answersEachRecordOnceInOrder()
      throws Exception {
    for (int seed = 0; seed < 200; seed++) {
      EchoScoring.reset();
      Random random = new Random(seed);
      int maxRecords = 1 + random.nextInt(8);
      open(maxRecords, RECORD_BYTES * (1 + random.nextInt(8)), random.nextInt(4));
      int sent = 0;
      for (int step = 0; step < 100; step++) {
        switch (random.nextInt(8)) {
          case 0 -> harness.setProcessingTime(harness.getProcessingTime() + random.nextInt(6));
          case 1 -> harness.prepareSnapshotPreBarrier(step);
          case 2 -> harness.processWatermark(new Watermark(step));
          default -> process(sent++);
        }
      }
      harness.endInput();

      assertThat(answered())
          .as("seed %d", seed)
          .containsExactlyElementsOf(IntStream.range(0, sent).boxed().toList());
      assertThat(EchoScoring.BATCH_SIZES).allMatch(size -> size <= maxRecords);
      harness.close();
    }
  }

  @Test
  void close_operator_closesTheScoring() throws Exception {
    open(3, 1_000, 5);

    harness.close();

    assertThat(EchoScoring.opened).isEqualTo(1);
    assertThat(EchoScoring.closed).isEqualTo(1);
  }

  @Test
  void close_scoringNeverOpened_isFine() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            MicroBatches.scored(
                new BatchLimits(1, 1, Duration.ZERO),
                () -> {
                  throw new IllegalStateException("no model");
                }));
    assertThatThrownBy(harness::open).hasMessage("no model");

    harness.close();

    assertThat(EchoScoring.closed).isZero();
  }

  @Test
  void limits_withoutRoomForARecord_areRefused() {
    assertThatThrownBy(() -> new BatchLimits(0, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxRecords 0");
  }

  private void open(int maxRecords, int maxBytes, int ageMillis) throws Exception {
    harness = harness(maxRecords, maxBytes, ageMillis);
    harness.open();
  }

  private static OneInputStreamOperatorTestHarness<Intake, OutboundRecord> harness(
      int maxRecords, int maxBytes, int ageMillis) throws Exception {
    BatchLimits limits = new BatchLimits(maxRecords, maxBytes, Duration.ofMillis(ageMillis));
    OneInputStreamOperatorTestHarness<Intake, OutboundRecord> harness =
        new OneInputStreamOperatorTestHarness<>(MicroBatches.scored(limits, EchoScoring::open));
    harness.setup(new OutboundRecordSerializer());
    return harness;
  }

  private void process(int... numbers) throws Exception {
    for (int number : numbers) {
      byte[] value = ByteBuffer.allocate(RECORD_BYTES).putInt(number).array();
      harness.processElement(new StreamRecord<>(Requests.accepted(number, "author", value)));
    }
  }

  private List<Integer> answered() {
    return harness.extractOutputValues().stream()
        .map(record -> ByteBuffer.wrap(record.value()).getInt())
        .toList();
  }
}
