package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.simulator.card.CardWorld;
import dev.weir.simulator.card.Chargebacks;
import dev.weir.simulator.card.TransactionSource;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.Labelled;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twelve days of simulated payments, some of them sent twice, with labels that come days late,
 * through the fraud job on Flink and through the Kafka Streams application: the same verdicts, all
 * features to the last bit, and the same alerts. Kafka timestamps are those of the simulated days,
 * so cases open and close as the days pass.
 */
class FraudParityIT {

  private static final int DAYS = 12;
  private static final int PAYMENTS = 5_000;
  private static final int REPEAT_EVERY = 50;
  private static final float TOLERANCE = 1e-5f;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path dir;

  private final Platform platform = SharedPlatform.get();
  private final List<Day> days = days();

  /** What comes on one day: first the labels, then the payments. */
  private record Day(List<Feedback> labels, List<CardTransaction> payments) {}

  @Test
  void sameTraffic_throughBothEngines_getsTheSameVerdictsAndAlerts() throws Exception {
    Decisions ofFlink;
    Decisions ofStreams;
    try (TestTopics topics = topics("fraud-parity-flink.");
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS)) {
      FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());
      TextJob job = TextJob.fraud(flink, platform.endpoints(), topics, null);
      Transactions transactions = new Transactions(topics);
      ofFlink =
          decide(
              topics,
              (labels, atMillis) -> {
                // a dead letter goes behind the labels all the way
                int before = letters.records().size();
                send(topics, Stream.of(transactions.poisonedLabel("bad", atMillis)));
                assertThat(letters.readUntil(all -> all.size() > before, LIMIT)).isTrue();
              });
      job.cancel();
    }
    try (TestTopics topics = topics("fraud-parity-streams.");
        StreamsApp app = StreamsApp.fraud(platform.endpoints(), topics, dir, "--partitions", "1")) {
      app.awaitRunning();
      ofStreams =
          decide(
              topics,
              (labels, atMillis) ->
                  // counted where payments and labels meet: what is sent now is behind them
                  Awaitility.await(labels + " labels")
                      .atMost(LIMIT)
                      .until(() -> app.metrics().sumOverTags("labels") >= labels));
      assertThat(app.stop()).isZero();
    }

    assertThat(ofStreams.verdicts.keySet()).isEqualTo(ofFlink.verdicts.keySet());
    ofFlink.verdicts.forEach(
        (event, verdict) -> assertSame(verdict, ofStreams.verdicts.get(event)));
    assertThat(ofStreams.alerts).isEqualTo(ofFlink.alerts);
    assertThat(ofFlink.verdicts.values())
        .extracting(FraudVerdict::getDecision)
        .contains(Decision.APPROVE, Decision.REVIEW, Decision.DECLINE);
    assertThat(ofFlink.verdicts.values())
        .as("payments that see a fraud of their terminal")
        .anyMatch(verdict -> verdict.getFeatures().get("terminal_frauds_30d") > 0);
    assertThat(ofFlink.alerts).hasSizeGreaterThan(20);
    System.out.printf(
        "fraud parity: %d verdicts, %d labels, %d alerts%n",
        ofFlink.verdicts.size(),
        days.stream().mapToInt(day -> day.labels().size()).sum(),
        ofFlink.alerts.size());
  }

  /** Waits until labels are in front of whatever is sent from now on. */
  @FunctionalInterface
  private interface Barrier {
    void await(int labels, long atMillis);
  }

  private Decisions decide(TestTopics topics, Barrier barrier) {
    Transactions transactions = new Transactions(topics);
    try (RecordTail<FraudVerdict> verdicts =
            new RecordTail<>(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class);
        RecordTail<FraudAlert> alerts =
            new RecordTail<>(topics, WeirTopic.FRAUD_ALERTS, FraudAlert.class)) {
      int labels = 0;
      int payments = 0;
      for (Day day : days) {
        if (!day.labels().isEmpty()) {
          send(topics, day.labels().stream().map(transactions::labelInItsTime));
          labels += day.labels().size();
          Feedback last = day.labels().get(day.labels().size() - 1);
          barrier.await(labels, last.getLabelledAt().toEpochMilli());
        }
        send(topics, repeated(day.payments()).map(transactions::inItsTime));
        payments += day.payments().size();
        verdicts.await(payments);
      }
      Map<String, FraudVerdict> byEvent = new HashMap<>();
      for (FraudVerdict verdict : verdicts.toEnd()) {
        assertThat(byEvent.put(verdict.getEventId(), verdict))
            .as("event %s has one verdict", verdict.getEventId())
            .isNull();
      }
      return new Decisions(byEvent, alerts.toEnd().stream().map(FraudParityIT::said).toList());
    }
  }

  /** What both engines must say; alerts without the times of the clock at which they were made. */
  private record Decisions(Map<String, FraudVerdict> verdicts, List<String> alerts) {}

  private static String said(FraudAlert alert) {
    return String.join(
        " ",
        alert.getAlertId(),
        alert.getCardId(),
        alert.getEventIds().toString(),
        alert.getSeverity().toString(),
        alert.getDecision().toString(),
        Integer.toString(alert.getSuppressed()),
        alert.getReasons().stream().map(FraudReason::getCode).toList().toString());
  }

  private static void assertSame(FraudVerdict one, FraudVerdict other) {
    String event = one.getEventId();
    assertThat(other.getVerdictId()).isEqualTo(one.getVerdictId());
    assertThat(other.getDecision()).as(event).isEqualTo(one.getDecision());
    assertThat(other.getModel()).isEqualTo(one.getModel());
    assertThat(other.getPolicyVersion()).isEqualTo(one.getPolicyVersion());
    assertThat(other.getCardId()).isEqualTo(one.getCardId());
    assertThat(other.getSource().getPartition()).isEqualTo(one.getSource().getPartition());
    assertThat(other.getSource().getOffset()).isEqualTo(one.getSource().getOffset());
    assertThat(other.getSource().getTimestamp()).isEqualTo(one.getSource().getTimestamp());
    assertThat(other.getRisk()).as(event).isCloseTo(one.getRisk(), within(TOLERANCE));
    assertThat(other.getReasons()).as(event).isEqualTo(one.getReasons());
    // a map of boxed floats: equal is equal to the bit, and NaN is none of the values
    assertThat(other.getFeatures()).as(event).isEqualTo(one.getFeatures());
  }

  private TestTopics topics(String prefix) throws Exception {
    TestTopics topics = TestTopics.create(platform, prefix);
    topics.useProducersTimestamps(WeirTopic.TRANSACTIONS);
    topics.useProducersTimestamps(WeirTopic.FEEDBACK);
    return topics;
  }

  private static void send(TestTopics topics, Stream<ProducerRecord<byte[], byte[]>> records) {
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
  }

  private static Stream<CardTransaction> repeated(List<CardTransaction> payments) {
    List<CardTransaction> all = new ArrayList<>();
    for (CardTransaction payment : payments) {
      all.add(payment);
      if (all.size() % REPEAT_EVERY == 0) {
        all.add(payment);
      }
    }
    return all.stream();
  }

  private static List<Day> days() {
    Instant firstDay = Instant.now().minus(60, ChronoUnit.DAYS);
    TransactionSource source =
        new TransactionSource(4, firstDay, CardWorld.ofPaymentsADay((double) PAYMENTS / DAYS));
    Chargebacks banks = new Chargebacks(4);
    List<Day> days = new ArrayList<>();
    Instant midnight = firstDay.truncatedTo(ChronoUnit.DAYS);
    Labelled<CardTransaction, CardTruth> next = source.next();
    for (int day = 0; day < DAYS; day++) {
      midnight = midnight.plus(1, ChronoUnit.DAYS);
      List<CardTransaction> payments = new ArrayList<>();
      for (; next.event().getOccurredAt().isBefore(midnight); next = source.next()) {
        payments.add(next.event());
        banks.paid(next.event(), next.truth());
      }
      days.add(new Day(banks.due(midnight.minus(1, ChronoUnit.DAYS)), payments));
    }
    return days;
  }
}
