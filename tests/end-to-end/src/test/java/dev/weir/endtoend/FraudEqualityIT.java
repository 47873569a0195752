package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.FraudVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private final ReplayedPayments replayed = new ReplayedPayments((double) PAYMENTS / DAYS);

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
      for (int day = 0; day < DAYS; day++) {
        Instant midnight = replayed.endOf(day);
        // banks decide in the course of the day; what was not decided yet a payment does not see
        send(topics, replayed.labels(midnight).stream().map(transactions::label).toList());
        // a dead letter goes behind the labels all the way: once it is written, they are folded in
        send(topics, List.of(transactions.poisonedLabel("bad-" + day)));
        int bad = day + 1;
        assertThat(letters.readUntil(all -> all.size() >= bad, LIMIT)).isTrue();
        send(topics, replayed.payments(midnight).stream().map(transactions::inOrder).toList());
        assertThat(verdicts.readUntil(all -> all.size() >= replayed.unanswered().size(), LIMIT))
            .isTrue();
        for (ConsumerRecord<byte[], byte[]> record : verdicts.records()) {
          replayed.assertSame(reader.deserialize(record.topic(), record.value()));
        }
        assertThat(replayed.unanswered()).as("payments without a verdict").isEmpty();
        verdicts.records().clear();
      }
      assertThat(replayed.paymentCount()).as("payments").isGreaterThan(PAYMENTS * 9 / 10);
      assertThat(replayed.labelCount()).as("labels that came back").isGreaterThan(PAYMENTS / 200);
      verdicts.readToEnd();
      assertThat(verdicts.records()).as("second verdicts").isEmpty();
      job.cancel();
    }
  }

  private static void send(TestTopics topics, List<ProducerRecord<byte[], byte[]>> records) {
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
  }
}
