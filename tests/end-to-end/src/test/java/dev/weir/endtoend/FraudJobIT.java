package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Severity;
import dev.weir.schemas.Task;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions and labels into the fraud job, over two subtasks. */
class FraudJobIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BURST = 8;

  private final Platform platform = SharedPlatform.get();
  private final FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());

  private TestTopics topics;
  private Transactions transactions;
  private RecordTail<FraudVerdict> verdicts;
  private RecordTail<FraudAlert> alerts;
  private TextJob job;

  @BeforeEach
  void start() {
    topics = TestTopics.create(platform, "fraud-" + System.nanoTime() + ".");
    transactions = new Transactions(topics);
    verdicts = new RecordTail<>(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class);
    alerts = new RecordTail<>(topics, WeirTopic.FRAUD_ALERTS, FraudAlert.class);
    job = TextJob.fraud(flink, platform.endpoints(), topics, null, "--parallelism=2");
  }

  @AfterEach
  void stop() throws Exception {
    assertThat(flink.state(job.id())).isEqualTo(JobState.RUNNING);
    assertThat(flink.lastFailure(job.id())).isEmpty();
    job.cancel();
    verdicts.close();
    alerts.close();
    topics.close();
  }

  @Test
  void burstOfOneCard_isOneCaseThatALabelMakesGraver() {
    for (int i = 1; i <= BURST; i++) {
      send(transactions.payment("t-" + i, "ann", "terminal-" + i % 4));
      FraudVerdict verdict = verdicts.await(i).get(i - 1);
      assertThat(verdict.getEventId()).isEqualTo("t-" + i);
      assertThat(verdict.getFeatures()).containsEntry("card_count_10m", (float) i);
    }
    FraudVerdict last = verdicts.await(BURST).get(BURST - 1);
    assertThat(last.getDecision()).isNotEqualTo(Decision.APPROVE);
    assertThat(last.getReasons()).extracting(FraudReason::getCode).contains("card.burst");

    FraudAlert first = alerts.await(1).get(0);
    assertThat(first.getCardId()).isEqualTo("ann");
    assertThat(first.getSeverity()).isLessThan(Severity.HIGH);

    send(transactions.label(first.getEventId(), Task.FRAUD, "fraud"));
    assertThat(alerts.awaitAny(alert -> alert.getSeverity() == Severity.HIGH))
        .extracting(FraudAlert::getAlertId)
        .containsOnly(first.getAlertId());

    // the label has passed all histories before the alert was written
    int labelled = Integer.parseInt(first.getEventId().substring(2));
    send(transactions.payment("t-bob", "bob", "terminal-" + labelled % 4));
    assertThat(verdicts.await(BURST + 1).get(BURST).getFeatures())
        .containsEntry("terminal_frauds_30d", 1f)
        .containsEntry("card_frauds_30d", 0f);
  }

  @Test
  void repeatsPoisonAndLabelsOfOtherTasks_leaveOneVerdictForEachPayment() {
    int events = 200;
    try (Sender sender = topics.sender();
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      for (int i = 0; i < 2 * events; i++) {
        int event = i % events;
        sender.send(
            transactions.payment("t-" + event, "card-" + event % 20, "terminal-" + event % 7));
        sender.send(transactions.label("t-" + event, Task.SPAM, "spam"));
      }
      sender.send(transactions.poison());
      sender.send(transactions.label("t-1", Task.FRAUD, "perhaps"));

      verdicts.await(events);
      assertThat(letters.readUntil(all -> all.size() >= 2, LIMIT)).isTrue();
      Awaitility.await("repeats are counted")
          .atMost(LIMIT)
          .until(() -> job.counter("weir.duplicates") == events);
      assertThat(verdicts.toEnd())
          .extracting(FraudVerdict::getEventId)
          .hasSize(events)
          .doesNotHaveDuplicates();
      letters.readToEnd();
      assertThat(letters.records()).hasSize(2);
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try (Sender sender = topics.sender()) {
      sender.send(record);
    }
  }
}
