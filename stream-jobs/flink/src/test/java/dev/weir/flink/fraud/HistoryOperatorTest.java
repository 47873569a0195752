package dev.weir.flink.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Payments;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryOperatorTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Duration RETENTION = Duration.ofDays(90);
  private static final FraudSettings SETTINGS = FraudSettings.defaults();

  private final Map<Party, KeyedOneInputStreamOperatorTestHarness<Integer, FraudItem, FraudItem>>
      stages = new EnumMap<>(Party.class);

  @BeforeEach
  void open() throws Exception {
    open(false, Map.of());
  }

  @AfterEach
  void close() throws Exception {
    for (var stage : stages.values()) {
      stage.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stages_withLabels_giveTheRowsOfTheReplay(boolean onDisk) throws Exception {
    close();
    open(onDisk, Map.of());
    Random random = new Random(21);
    FraudReplay replay = new FraudReplay(SETTINGS);
    List<Labelled> due = new ArrayList<>();
    long now = NOW;
    for (int i = 0; i < 800; i++) {
      now += 1 + random.nextInt((int) HOUR);
      Payment payment = Payments.any(random, now);
      float[] expected = replay.next(payment);
      for (int at = 0; at < due.size(); at++) {
        if (due.get(at).knownAt() <= now) {
          send(due.remove(at--));
        }
      }

      assertThat(row(Payments.paid("t-" + i, payment))).containsExactly(expected);

      if (random.nextInt(8) == 0) {
        long known = now + random.nextInt((int) (24 * HOUR));
        replay.label(payment, known, true);
        due.add(new Labelled("t-" + i, PaymentKeys.of(payment), known, true, true, known));
      }
    }
  }

  @Test
  void payment_thatIsKnown_isJudgedAndNotAddedAgain() throws Exception {
    row(Payments.paid("t-1", "card", NOW));
    float[] repeated = row(new Paid(Payments.paid("t-1", "card", NOW).request(), true));
    float[] next = row(Payments.paid("t-2", "card", NOW + 1));

    assertThat(repeated[FraudFeature.AMOUNT.index()]).isEqualTo(12.5f);
    close();
    open();
    row(Payments.paid("t-1", "card", NOW));
    assertThat(next).containsExactly(row(Payments.paid("t-2", "card", NOW + 1)));
  }

  @Test
  void label_forAlertsAlone_changesNoHistory() throws Exception {
    row(Payments.paid("t-1", "card", NOW));
    PaymentKeys keys = new PaymentKeys(NOW, "card", "terminal", null, null);
    send(new Labelled("t-1", keys, NOW + 5, true, false, NOW + 6));
    float[] labelled = row(Payments.paid("t-2", "card", NOW + HOUR));

    close();
    open();
    row(Payments.paid("t-1", "card", NOW));
    assertThat(labelled).containsExactly(row(Payments.paid("t-2", "card", NOW + HOUR)));
  }

  @Test
  void restore_fromACheckpoint_goesOnWithTheSameHistories() throws Exception {
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      row(Payments.paid("t-" + i, Payments.any(random, NOW + i * HOUR)));
    }
    Map<Party, OperatorSubtaskState> checkpoint = new EnumMap<>(Party.class);
    for (Party party : Party.values()) {
      checkpoint.put(party, stages.get(party).snapshot(1, 0));
    }
    Payment next = Payments.any(random, NOW + 101 * HOUR);
    float[] expected = row(Payments.paid("next", next));
    close();

    open(false, checkpoint);

    assertThat(row(Payments.paid("next", next))).containsExactly(expected);
  }

  @Test
  void parties_whoFellSilent_areForgotten() throws Exception {
    row(Payments.paid("t-1", Payments.any(new Random(3), NOW)));

    for (var stage : stages.values()) {
      stage.processWatermark(NOW + RETENTION.plus(Duration.ofDays(14)).toMillis());

      assertThat(stage.numKeyedStateEntries()).isZero();
      assertThat(stage.numEventTimeTimers()).isZero();
    }
  }

  /** The row of a payment that went past all stages. */
  private float[] row(Paid paid) throws Exception {
    send(paid);
    return paid.request().row();
  }

  private void send(FraudItem item) throws Exception {
    for (var stage : stages.values()) {
      stage.processElement(new StreamRecord<>(item));
    }
  }

  private void open(boolean onDisk, Map<Party, OperatorSubtaskState> states) throws Exception {
    for (Party party : Party.values()) {
      var stage =
          new KeyedOneInputStreamOperatorTestHarness<>(
              FraudStages.histories(party, SETTINGS, RETENTION), FraudBuckets.by(party), Types.INT);
      stage.setStateBackend(onDisk ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
      stage.setup(new FraudItemSerializer());
      if (states.containsKey(party)) {
        stage.initializeState(states.get(party));
      }
      stage.open();
      stage.setProcessingTime(NOW);
      stages.put(party, stage);
    }
  }
}
