package dev.weir.flink.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Payments;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudItem.Voted;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LabelOperatorTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final int ANALYST = 3;
  private static final int CHARGEBACK = 4;
  private static final Duration MEMORY = Duration.ofDays(90);

  private final Paid payment = Payments.paid("t-1", "card", NOW);
  private final PaymentKeys keys = new PaymentKeys(NOW, "card", "terminal", null, null);

  private KeyedOneInputStreamOperatorTestHarness<Integer, FraudItem, FraudItem> harness;

  @BeforeEach
  void open() throws Exception {
    open(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void vote_afterItsPayment_becomesALabelWithItsKeys() throws Exception {
    send(payment);
    send(vote(true, ANALYST, NOW + 5));

    assertThat(harness.extractOutputValues())
        .containsExactly(payment, new Labelled("t-1", keys, NOW + 5, true, true, NOW + 6));
  }

  @Test
  void vote_beforeItsPayment_leavesBehindIt() throws Exception {
    send(vote(true, ANALYST, NOW - 5));
    assertThat(harness.extractOutputValues()).isEmpty();

    send(payment);

    assertThat(harness.extractOutputValues())
        .containsExactly(payment, new Labelled("t-1", keys, NOW, true, true, NOW));
  }

  @Test
  void genuine_ofWhatWasNeverFraud_isForAlertsAlone() throws Exception {
    send(payment);
    send(vote(false, ANALYST, NOW + 5));

    assertThat(harness.extractOutputValues())
        .containsExactly(payment, new Labelled("t-1", keys, NOW + 5, false, false, NOW + 6));
  }

  @Test
  void genuine_ofWhatWasFraud_takesItBack() throws Exception {
    send(payment);
    send(vote(true, ANALYST, NOW + 5));
    send(vote(false, CHARGEBACK, NOW + 7));

    assertThat(harness.extractOutputValues())
        .endsWith(new Labelled("t-1", keys, NOW + 7, false, true, NOW + 8));
  }

  @Test
  void vote_againOrOutvoted_saysNothing() throws Exception {
    send(payment);
    send(vote(true, CHARGEBACK, NOW + 5));
    send(vote(true, CHARGEBACK, NOW + 5));
    send(vote(false, ANALYST, NOW + 9));

    assertThat(harness.extractOutputValues()).hasSize(2);
  }

  @Test
  void payment_ofAKnownEventId_isMarkedAsRepeated() throws Exception {
    send(payment);
    send(Payments.paid("t-1", "card", NOW + Duration.ofDays(1).toMillis()));

    assertThat(harness.extractOutputValues())
        .extracting(item -> ((Paid) item).repeated())
        .containsExactly(false, true);
  }

  @Test
  void restore_fromACheckpoint_stillFindsThePayment() throws Exception {
    send(payment);
    OperatorSubtaskState state = harness.snapshot(1, 0);
    harness.close();

    open(state);
    send(vote(true, ANALYST, NOW + 5));

    assertThat(harness.extractOutputValues())
        .containsExactly(new Labelled("t-1", keys, NOW + 5, true, true, NOW + 6));
  }

  @Test
  void payments_pastTheirMemory_areForgotten() throws Exception {
    send(payment);

    harness.processWatermark(NOW + MEMORY.multipliedBy(2).toMillis());

    assertThat(harness.numKeyedStateEntries()).isZero();
    assertThat(harness.numEventTimeTimers()).isZero();
  }

  @Test
  void deadLetter_passes() throws Exception {
    FraudItem letter = new Refused(new OutboundRecord("dead", null, null, List.of()), Stage.DECODE);

    send(letter);

    assertThat(harness.extractOutputValues()).containsExactly(letter);
  }

  private static Voted vote(boolean fraud, int trust, long at) {
    return new Voted(new FraudVote("t-1", fraud, trust, at), at + 1);
  }

  private void send(FraudItem item) throws Exception {
    harness.processElement(new StreamRecord<>(item));
  }

  private void open(OperatorSubtaskState state) throws Exception {
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            FraudStages.labels(MEMORY), FraudBuckets::byEvent, Types.INT);
    harness.setup(new FraudItemSerializer());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    harness.setProcessingTime(NOW);
  }
}
