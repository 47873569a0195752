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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the fraud job remembers outlives a stop with a savepoint and killed TaskManagers. */
class FraudStateIT {

  private static final int CARDS = 4;
  private static final int PAYMENTS_A_CARD = 8;
  private static final int CARDS_UNDER_KILLS = 100;
  private static final int PAYMENTS_A_KILL = 1_000;
  private static final int KILLS = Integer.getInteger("weir.kills", 2);
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

  @Test
  void taskManagersKilled_everyPaymentIsJudgedAndInItsHistoryOnce() throws Exception {
    try (TestTopics topics = TestTopics.create(platform, "fraud-kills.");
        FlinkCluster cluster = FlinkCluster.start(dir, 2);
        RecordTail<FraudVerdict> verdicts = verdicts(topics)) {
      Transactions transactions = new Transactions(topics);
      TextJob job =
          TextJob.fraud(
              cluster.rest(),
              platform.endpoints(),
              topics,
              null,
              "--parallelism=2",
              "--checkpoint-interval=1s");
      Random random = new Random(Long.getLong("weir.kill-seed", System.nanoTime()));
      int sent = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        int answered = distinct(verdicts.toEnd());
        try (Sender sender = topics.sender()) {
          for (int i = 0; i < PAYMENTS_A_KILL; i++, sent++) {
            String card = "card-" + sent % CARDS_UNDER_KILLS;
            sender.send(transactions.payment("t-" + sent, card, "terminal-" + sent % 50));
          }
        }
        int some = answered + 1 + random.nextInt(PAYMENTS_A_KILL / 2);
        verdicts.await((List<FraudVerdict> all) -> distinct(all) >= some);
        cluster.killTaskManager(random);
        cluster.startTaskManager();
        int all = sent;
        verdicts.await((List<FraudVerdict> seen) -> distinct(seen) >= all);
      }

      assertThat(verdictIds(verdicts.toEnd())).hasSize(sent);
      for (int card = 0; card < CARDS_UNDER_KILLS; card++) {
        send(topics, transactions.payment("last-" + card, "card-" + card, "terminal-0"));
      }
      int all = sent + CARDS_UNDER_KILLS;
      List<FraudVerdict> last =
          verdicts.await((List<FraudVerdict> seen) -> distinct(seen) >= all).stream()
              .filter(verdict -> verdict.getEventId().startsWith("last-"))
              .toList();
      assertThat(last)
          .extracting(verdict -> verdict.getFeatures().get("card_count_1d"))
          .containsOnly((float) (sent / CARDS_UNDER_KILLS + 1));
      job.cancel();
    }
  }

  private static RecordTail<FraudVerdict> verdicts(TestTopics topics) {
    return new RecordTail<>(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class);
  }

  private static int distinct(List<FraudVerdict> verdicts) {
    return (int) verdicts.stream().map(FraudVerdict::getEventId).distinct().count();
  }

  /** By event; an event with two different ones fails. */
  private static Map<String, String> verdictIds(List<FraudVerdict> verdicts) {
    return verdicts.stream()
        .collect(
            Collectors.toMap(
                FraudVerdict::getEventId,
                FraudVerdict::getVerdictId,
                (one, other) -> {
                  assertThat(other).isEqualTo(one);
                  return one;
                }));
  }

  private static void send(TestTopics topics, ProducerRecord<byte[], byte[]> record) {
    try (Sender sender = topics.sender()) {
      sender.send(record);
    }
  }
}
