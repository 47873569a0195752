package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Severity;
import dev.weir.schemas.Task;
import dev.weir.serde.topic.WeirTopic;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fraud job remembers outlives a stop with a savepoint. */
class FraudStateIT {

  private static final int CARDS = 4;
  private static final int PAYMENTS_A_CARD = 8;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Platform platform = SharedPlatform.get();

  @TempDir Path dir;

  @Test
  void stoppedWithASavepoint_goesOnWithHistoriesLabelsAndCases() throws Exception {
    FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
    try (TestTopics topics = TestTopics.create(platform, "fraud-state.");
        RecordTail<FraudVerdict> verdicts = verdicts(topics);
        RecordTail<FraudAlert> alerts =
            new RecordTail<>(topics, WeirTopic.FRAUD_ALERTS, FraudAlert.class)) {
      Transactions transactions = new Transactions(topics);
      TextJob first = TextJob.fraud(flink, platform.endpoints(), topics, null, "--parallelism=2");
      int before = CARDS * PAYMENTS_A_CARD;
      for (int i = 0; i < before; i++) {
        // one after the other: a burst of a card is a case at its sixth payment
        send(topics, transactions.payment("t-" + i, "card-" + i % CARDS, "terminal-" + i % 3));
        verdicts.await(i + 1);
      }
      FraudAlert open = alerts.awaitAny(alert -> alert.getCardId().equals("card-0")).get(0);
      String savepoint = flink.stopWithSavepoint(first.id(), dir.toUri().toString(), LIMIT);

      TextJob second = TextJob.fraud(flink, platform.endpoints(), topics, savepoint);
      // the keys of a payment of before lead its label to its case
      send(topics, transactions.label(open.getEventId(), Task.FRAUD, "fraud"));
      assertThat(alerts.awaitAny(alert -> alert.getSeverity() == Severity.HIGH))
          .filteredOn(alert -> alert.getSeverity() == Severity.HIGH)
          .extracting(FraudAlert::getAlertId)
          .containsOnly(open.getAlertId());
      // a repeat of before, and the next payment of each card
      send(topics, transactions.payment("t-1", "card-1", "terminal-1"));
      for (int card = 0; card < CARDS; card++) {
        send(topics, transactions.payment("next-" + card, "card-" + card, "terminal-0"));
        FraudVerdict next = verdicts.await(before + card + 1).get(before + card);
        assertThat(next.getEventId()).isEqualTo("next-" + card);
        assertThat(next.getFeatures()).containsEntry("card_count_1d", PAYMENTS_A_CARD + 1f);
      }
      second.cancel();
    }
  }

  private static RecordTail<FraudVerdict> verdicts(TestTopics topics) {
    return new RecordTail<>(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class);
  }

  private static void send(TestTopics topics, ProducerRecord<byte[], byte[]> record) {
    try (Sender sender = topics.sender()) {
      sender.send(record);
    }
  }
}
