package dev.weir.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.platform.Platform;
import dev.weir.platform.flink.FlinkRest;
import dev.weir.platform.flink.JobState;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.FraudVerdict;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.topic.WeirTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History built in batch mode, and the fraud job that goes on from exactly there. */
class BackfillIT {

  private static final int DAYS_BEFORE = 10;
  private static final int DAYS_AFTER = 4;
  private static final int PAYMENTS_A_DAY = 100;
  private static final int CARDS = 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final Platform platform = SharedPlatform.get();
  private final FlinkRest flink = new FlinkRest(platform.endpoints().flinkUrl());

  @TempDir Path dir;

  @Test
  void featuresBehindThePoint_areThoseOfTheReplayOverAll_toTheLastBit() throws Exception {
    ReplayedPayments replayed = new ReplayedPayments(PAYMENTS_A_DAY);
    try (TestTopics topics = TestTopics.create(platform, "backfill.");
        TopicTail letters = topics.tail(WeirTopic.DEAD_LETTERS);
        TopicTail verdicts = topics.tail(WeirTopic.FRAUD_VERDICTS);
        WeirAvroDeserializer<FraudVerdict> reader =
            new WeirAvroDeserializer<>(FraudVerdict.class, topics.registry())) {
      Transactions transactions = new Transactions(topics);
      CardTransaction last = null;
      for (int day = 0; day < DAYS_BEFORE; day++) {
        Instant midnight = replayed.endOf(day);
        send(topics, replayed.labels(midnight).stream().map(transactions::label).toList());
        List<CardTransaction> payments = replayed.payments(midnight);
        send(topics, payments.stream().map(transactions::inOrder).toList());
        last = payments.get(payments.size() - 1);
      }
      int labelsBefore = replayed.labelCount();
      replayed.unanswered().clear();
      Instant midnight = replayed.endOf(DAYS_BEFORE);
      send(topics, replayed.labels(midnight).stream().map(transactions::label).toList());

      String savepoint = dir.resolve("state").toUri().toString();
      TextJob backfill = TextJob.backfill(flink, platform.endpoints(), topics, savepoint);
      // these come while it runs: another time the last of before, and the day after
      send(topics, List.of(transactions.inOrder(last)));
      send(topics, replayed.payments(midnight).stream().map(transactions::inOrder).toList());
      assertFinished(backfill);

      TextJob job = live(topics, savepoint);
      for (int day = DAYS_BEFORE; day < DAYS_BEFORE + DAYS_AFTER; day++) {
        if (day > DAYS_BEFORE) {
          midnight = replayed.endOf(day);
          send(topics, replayed.labels(midnight).stream().map(transactions::label).toList());
          // a dead letter goes behind the labels all the way
          send(topics, List.of(transactions.poisonedLabel("bad-" + day)));
          int bad = day - DAYS_BEFORE;
          assertThat(letters.readUntil(all -> all.size() >= bad, LIMIT)).isTrue();
          send(topics, replayed.payments(midnight).stream().map(transactions::inOrder).toList());
        }
        assertThat(verdicts.readUntil(all -> all.size() >= replayed.unanswered().size(), LIMIT))
            .as("verdicts of day %s", day)
            .isTrue();
        for (ConsumerRecord<byte[], byte[]> record : verdicts.records()) {
          replayed.assertSame(reader.deserialize(record.topic(), record.value()));
        }
        assertThat(replayed.unanswered()).as("payments without a verdict").isEmpty();
        verdicts.records().clear();
      }
      Awaitility.await("the repeat is counted")
          .atMost(LIMIT)
          .until(() -> job.counter("weir.duplicates") == 1);
      verdicts.readToEnd();
      assertThat(verdicts.records()).as("second verdicts").isEmpty();
      assertThat(labelsBefore).as("labels in history").isPositive();
      assertThat(replayed.labelCount()).as("labels behind the point").isGreaterThan(labelsBefore);
      job.cancel();
    }
  }

  @Test
  void paymentsWhileItRuns_overPartitionsAndSubtasks_areInOneHalfEach() throws Exception {
    try (TestTopics topics = TestTopics.create(platform, "backfill-many.");
        TopicTail all = topics.tail(WeirTopic.TRANSACTIONS);
        RecordTail<FraudVerdict> verdicts =
            new RecordTail<>(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class);
        WeirAvroDeserializer<CardTransaction> reader =
            new WeirAvroDeserializer<>(CardTransaction.class, topics.registry())) {
      Transactions transactions = new Transactions(topics);
      int sent = 0;
      sent = pay(topics, transactions, sent, 40 * CARDS);
      String savepoint = dir.resolve("many").toUri().toString();
      TextJob backfill =
          TextJob.backfill(
              flink,
              platform.endpoints(),
              topics,
              savepoint,
              "--parallelism=2",
              "--state-backend=rocksdb");
      while (!flink.state(backfill.id()).isEnd()) {
        sent = pay(topics, transactions, sent, CARDS);
      }
      assertFinished(backfill);
      TextJob job = live(topics, savepoint, "--parallelism=2", "--state-backend=rocksdb");
      sent = pay(topics, transactions, sent, 5 * CARDS);

      all.readToEnd();
      JsonNode point = point("many").path("offsets").path(topics.name(WeirTopic.TRANSACTIONS));
      Set<String> behind = new HashSet<>();
      for (ConsumerRecord<byte[], byte[]> record : all.records()) {
        if (record.offset() >= point.path(Integer.toString(record.partition())).asLong()) {
          behind.add(reader.deserialize(record.topic(), record.value()).getEventId());
        }
      }
      assertThat(point).as("partitions").hasSizeGreaterThan(1);
      assertThat(behind).hasSizeBetween(6 * CARDS, sent - 40 * CARDS);
      verdicts.await(behind.size());
      // every card once more: its history has each of its payments, and each once
      int before = sent;
      sent = pay(topics, transactions, sent, CARDS);
      verdicts.await(behind.size() + CARDS);
      Map<String, Float> counts = new HashMap<>();
      for (FraudVerdict verdict : verdicts.toEnd()) {
        int event = Integer.parseInt(verdict.getEventId().substring(2));
        if (event < before) {
          assertThat(behind.remove(verdict.getEventId()))
              .as("a verdict of %s, once and behind the point", verdict.getEventId())
              .isTrue();
        } else {
          counts.put(verdict.getCardId(), verdict.getFeatures().get("card_count_1d"));
        }
      }
      assertThat(behind).as("payments without a verdict").isEmpty();
      assertThat(counts).hasSize(CARDS);
      assertThat(counts.values()).containsOnly((float) sent / CARDS);
      job.cancel();
    }
  }

  private TextJob live(TestTopics topics, String savepoint, String... more) {
    String[] words = Arrays.copyOf(more, more.length + 1);
    words[more.length] = "--start-offsets=" + savepoint + "/start-offsets.json";
    return TextJob.fraud(flink, platform.endpoints(), topics, savepoint, words);
  }

  private void assertFinished(TextJob backfill) {
    assertThat(backfill.awaitEnd())
        .as(() -> "the backfill, " + flink.lastFailure(backfill.id()))
        .isEqualTo(JobState.FINISHED);
  }

  private JsonNode point(String folder) throws IOException {
    return new ObjectMapper().readTree(dir.resolve(folder).resolve("start-offsets.json").toFile());
  }

  /** Some payments more, of one card after the other; answers how many there are then. */
  private static int pay(TestTopics topics, Transactions transactions, int sent, int more) {
    try (Sender sender = topics.sender()) {
      for (int i = sent; i < sent + more; i++) {
        sender.send(transactions.payment("t-" + i, "card-" + i % CARDS, "terminal-" + i % 7));
      }
    }
    return sent + more;
  }

  private static void send(TestTopics topics, List<ProducerRecord<byte[], byte[]>> records) {
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
  }
}
