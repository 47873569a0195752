package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudVerdict;
import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.fraud.Payments;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.Chargebacks;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/**
 * Twenty days of simulated payments, with labels that come days late, through the fraud job on
 * Flink and through the offline path that models learn from: every feature of every payment is the
 * same to the last bit. 4,000 payments in an ordinary build, 100,000 with {@code -Plong}.
 */
class FraudEqualityIT {

  private static final int DAYS = 20;
  private static final int PAYMENTS = Integer.getInteger("weir.payments", 4_000);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Instant firstDay = Instant.now().minus(60, ChronoUnit.DAYS);
  private final TransactionSource source =
      new TransactionSource(4, firstDay, CardWorld.ofPaymentsADay((double) PAYMENTS / DAYS));
  private final Chargebacks banks = new Chargebacks(4);
  private final FraudReplay replay = new FraudReplay(FraudSettings.defaults());
  private final Map<String, Payment> paid = new HashMap<>();
  private final Map<String, float[]> expected = new HashMap<>();
  private Labelled<CardTransaction, CardTruth> next = source.next();
  private int labels;

  @Test
  void featuresOfTheJob_areThoseOfTheReplay_toTheLastBit() throws Exception {
    Platform platform = SharedPlatform.get();
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "fraud-equality.");
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS);
        TopicTail verdicts = topics.tail(WeirTopic.FRAUD_VERDICTS);
        WeirAvroDeserializer<FraudVerdict> reader =
            new WeirAvroDeserializer<>(FraudVerdict.class, topics.registry())) {
      Transactions transactions = new Transactions(topics);
      TextJob job = TextJob.fraud(flink, platform.endpoints(), topics, null);
      Instant midnight = firstDay.truncatedTo(ChronoUnit.DAYS);
      for (int day = 0; day < DAYS; day++) {
        midnight = midnight.plus(1, ChronoUnit.DAYS);
        // banks decide in the course of the day; what was not decided yet a payment does not see
        send(topics, labels(midnight).stream().map(transactions::label).toList());
        // a dead letter goes behind the labels all the way: once it is written, they are folded in
        send(topics, List.of(transactions.poisonedLabel("bad-" + day)));
        int bad = day + 1;
        assertThat(letters.readUntil(all -> all.size() >= bad, LIMIT)).isTrue();
        send(topics, payments(midnight).stream().map(transactions::inOrder).toList());
        assertThat(verdicts.readUntil(all -> all.size() >= expected.size(), LIMIT)).isTrue();
        for (ConsumerRecord<byte[], byte[]> record : verdicts.records()) {
          assertSame(reader.deserialize(record.topic(), record.value()));
        }
        assertThat(expected).as("payments without a verdict").isEmpty();
        verdicts.records().clear();
      }
      assertThat(paid).as("payments").hasSizeGreaterThan(PAYMENTS * 9 / 10);
      assertThat(labels).as("labels that came back").isGreaterThan(PAYMENTS / 200);
      verdicts.readToEnd();
      assertThat(verdicts.records()).as("second verdicts").isEmpty();
      job.cancel();
    }
  }

  /** The payments until then, which the replay has seen, with its rows of them. */
  private List<CardTransaction> payments(Instant until) {
    List<CardTransaction> payments = new ArrayList<>();
    for (; next.event().getOccurredAt().isBefore(until); next = source.next()) {
      CardTransaction event = next.event();
      Payment payment = Payments.of(event);
      paid.put(event.getEventId(), payment);
      expected.put(event.getEventId(), replay.next(payment));
      banks.paid(event, next.truth());
      payments.add(event);
    }
    return payments;
  }

  /** The labels until then, of which the replay has been told. */
  private List<Feedback> labels(Instant until) {
    List<Feedback> due = banks.due(until);
    for (Feedback label : due) {
      Payment payment = paid.get(label.getEventId());
      replay.label(payment, label.getLabelledAt().toEpochMilli(), true);
    }
    labels += due.size();
    return due;
  }

  private void assertSame(FraudVerdict verdict) {
    float[] row = expected.remove(verdict.getEventId());
    assertThat(row).as("row of %s", verdict.getEventId()).isNotNull();
    for (FraudFeature feature : FraudFeature.values()) {
      Float seen = verdict.getFeatures().get(feature.column());
      float replayed = row[feature.index()];
      if (Float.floatToIntBits(seen == null ? Float.NaN : seen) != Float.floatToIntBits(replayed)) {
        throw new AssertionError(
            "%s of %s: the job has %s, the replay %s"
                .formatted(feature.column(), verdict.getEventId(), seen, replayed));
      }
    }
  }

  private static void send(TestTopics topics, List<ProducerRecord<byte[], byte[]>> records) {
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
  }
}
