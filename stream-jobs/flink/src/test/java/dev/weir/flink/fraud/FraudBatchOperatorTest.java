package dev.weir.flink.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.flink.testing.Payments;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.scoring.FraudAlertWriter;
import dev.weir.scoring.RegistryPatience;
import dev.weir.scoring.alert.AlertMemory;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FraudBatchOperatorTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final int BATCH = 3;

  private KeyedOneInputStreamOperatorTestHarness<Integer, FraudItem, OutboundRecord> harness;

  @BeforeEach
  void open() throws Exception {
    SuspiciousScoring.reset();
    open(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void batch_ofThree_isAnsweredInOrder() throws Exception {
    pay("t-1", "ann", 0);
    pay("t-2", "bob", 1);
    assertThat(answers()).isEmpty();

    pay("t-3", "ann", 2);

    assertThat(answers()).containsExactly("verdicts:t-1", "verdicts:t-2", "verdicts:t-3");
    assertThat(SuspiciousScoring.BATCH_SIZES).containsExactly(3);
  }

  @Test
  void riskyPayments_ofOneCard_areOneAlert() throws Exception {
    pay("risky-1", "ann", 0);
    pay("risky-2", "ann", 1);
    pay("risky-3", "bob", 2);

    assertThat(answers())
        .containsExactly(
            "verdicts:risky-1",
            "verdicts:risky-2",
            "verdicts:risky-3",
            "alerts:ann:risky-1",
            "alerts:bob:risky-3");
  }

  @Test
  void labelFraud_inTheBatchOfItsPayment_findsItsCase() throws Exception {
    pay("risky-1", "ann", 0);
    label("risky-1", "ann", true, 1);
    pay("t-2", "ann", 2);
    pay("t-3", "ann", 3);

    assertThat(answers())
        .containsExactly(
            "verdicts:risky-1",
            "verdicts:t-2",
            "verdicts:t-3",
            "alerts:ann:risky-1",
            "alerts:ann:risky-1");
  }

  @Test
  void labelGenuine_betweenBatches_keepsTheCardQuiet() throws Exception {
    pay("risky-1", "ann", 0);
    harness.prepareSnapshotPreBarrier(1);
    label("risky-1", "ann", false, 1);
    pay("risky-2", "ann", 2);
    harness.endInput();

    assertThat(answers())
        .containsExactly("verdicts:risky-1", "alerts:ann:risky-1", "verdicts:risky-2");
  }

  @Test
  void restore_fromACheckpoint_knowsTheOpenCase() throws Exception {
    pay("risky-1", "ann", 0);
    harness.prepareSnapshotPreBarrier(1);
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    open(state);
    pay("risky-2", "ann", 1);
    harness.endInput();

    assertThat(answers()).containsExactly("verdicts:risky-2");
  }

  @Test
  void cards_withoutNewAlerts_areForgotten() throws Exception {
    pay("risky-1", "ann", 0);
    harness.endInput();

    harness.processWatermark(NOW + AlertMemory.MEMORY.multipliedBy(2).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void deadLetter_passesAtOnce() throws Exception {
    OutboundRecord letter = new OutboundRecord("dead", null, null, List.of());
    pay("t-1", "ann", 0);

    harness.processElement(new StreamRecord<>(new Refused(letter, Stage.DECODE)));

    assertThat(harness.extractOutputValues()).containsExactly(letter);
  }

  @Test
  void open_writerThatCannotOpen_closesTheScoring() throws Exception {
    harness.close();
    SuspiciousScoring.reset();
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            FraudStages.scored(
                new BatchLimits(1, 1, Duration.ZERO),
                AlertSettings.DEFAULT,
                SuspiciousScoring::new,
                () -> {
                  throw new IllegalStateException("no registry");
                }),
            FraudBuckets.by(Party.CARD),
            Types.INT);
    assertThatThrownBy(harness::open).hasMessage("no registry");

    harness.close();

    assertThat(SuspiciousScoring.closed).isEqualTo(1);
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            FraudStages.scored(
                new BatchLimits(BATCH, 1_000_000, Duration.ofMillis(5)),
                AlertSettings.DEFAULT,
                SuspiciousScoring::new,
                FraudBatchOperatorTest::writer),
            FraudBuckets.by(Party.CARD),
            Types.INT);
    harness.setup(new OutboundRecordSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
  }

  /** An alert's value is the first event of its case. */
  private static FraudAlertWriter writer() {
    return new FraudAlertWriter(
        (topic, alert) -> alert.getEventIds().get(0).getBytes(StandardCharsets.UTF_8),
        "alerts",
        new RegistryPatience(),
        () -> {});
  }

  private void pay(String eventId, String card, long after) throws Exception {
    Paid paid = Payments.paid(eventId, card, NOW + after);
    harness.processElement(new StreamRecord<>(paid));
  }

  private void label(String eventId, String card, boolean fraud, long after) throws Exception {
    PaymentKeys keys = new PaymentKeys(NOW, card, "terminal", null, null);
    harness.processElement(
        new StreamRecord<>(new Labelled(eventId, keys, NOW + after, fraud, fraud, NOW + after)));
  }

  /** Topic, key where there is one, and value. */
  private List<String> answers() {
    return harness.extractOutputValues().stream()
        .map(
            answer ->
                answer.topic()
                    + (answer.key() == null ? ":" : ":" + text(answer.key()) + ":")
                    + text(answer.value()))
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
