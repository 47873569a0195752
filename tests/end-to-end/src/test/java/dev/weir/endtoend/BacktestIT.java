package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.platform.Platform;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir backtest} over the topics of a real broker. */
class BacktestIT {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final int PARTITIONS = WeirTopic.TRANSACTIONS.partitions();
  private static final int PAYMENTS = 12;

  /** Of the payments at one terminal, an hour apart, declines those from the ninth of a day on. */
  private static final String POLICY =
      """
      name: crowd
      version: 2
      scope: transaction
      rules:
        - name: ninth
          expression: features.terminal_count_1d >= 9.0
          outcome: block
          reason_code: terminal.crowd
      """;

  @TempDir Path folder;

  @Test
  void backtest_overKafka_judgesInTheOrderOfTimeAndComparesWithWhatHappened() throws Exception {
    Platform platform = SharedPlatform.get();
    try (TestTopics topics = TestTopics.create(platform, "backtest.")) {
      fill(topics);
      Path policy = Files.writeString(folder.resolve("crowd.yaml"), POLICY);
      Path page = folder.resolve("report.html");

      Command.Answer answer =
          backtest(platform, topics, "--policy=" + policy, "--out=" + page, "--json");

      assertThat(answer.exitCode()).as(answer.out()).isZero();
      JsonNode json = new ObjectMapper().readTree(answer.out());
      assertThat(json.path("policies").path("crowd@2").asLong()).isEqualTo(PAYMENTS);
      assertThat(json.path("would").path("decline").path("n").asLong()).isEqualTo(4);
      assertThat(json.path("would").path("approve").path("n").asLong()).isEqualTo(8);
      assertThat(json.path("history").path("repeats").asLong()).isEqualTo(1);
      assertThat(json.path("history").path("not_scored").path("decode").asLong()).isEqualTo(1);
      JsonNode metrics = json.path("would").path("metrics");
      assertThat(metrics.path("declined_precision").asDouble()).isEqualTo(0.5);
      assertThat(metrics.path("declined_recall").asDouble()).isEqualTo(1);
      assertThat(metrics.path("caught_loss").asDouble()).isEqualTo(20);
      JsonNode compared = json.path("compared");
      assertThat(compared.path("n").asLong()).isEqualTo(2);
      assertThat(compared.path("changed").asLong()).isEqualTo(1);
      assertThat(compared.path("largest").path(0).path("event_id").asText()).isEqualTo("t-11");
      assertThat(compared.path("happened").path("metrics").path("declined_recall").asDouble(-1))
          .isZero();
      assertThat(Files.readString(page)).contains("crowd@2").doesNotContain("card-1");

      Command.Answer published = backtest(platform, topics, "--from=2026-03-01T16:00:00Z");
      assertThat(published.exitCode()).as(published.out()).isZero();
      assertThat(published.out()).contains("policy fraud@1", "4 transactions", "8 before");
    }
  }

  private static Command.Answer backtest(Platform platform, TestTopics topics, String... options)
      throws Exception {
    return Command.run(
        List.of(
            "backtest",
            "--model=" + Path.of(System.getProperty("weir.models"), "weir-fraud", "1.0.0"),
            "--bootstrap-servers=" + platform.endpoints().bootstrapServers(),
            "--schema-registry=" + platform.endpoints().registryUrl(),
            "--topic-prefix=" + topics.prefix()),
        options);
  }

  /** A partition after the other, so that the order of arrival is not the order of time. */
  private static void fill(TestTopics topics) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    String transactions = topics.name(WeirTopic.TRANSACTIONS);
    var writer = new WeirAvroSerializer<>(CardTransaction.class, topics.registry());
    for (int partition = 0; partition < PARTITIONS; partition++) {
      for (int i = PARTITIONS - 1 - partition; i < PAYMENTS; i += PARTITIONS) {
        byte[] value = writer.serialize(transactions, payment(i));
        records.add(new ProducerRecord<>(transactions, partition, null, value));
      }
    }
    records.add(records.get(0));
    records.add(new ProducerRecord<>(transactions, 0, null, "no transaction".getBytes(UTF_8)));
    records.add(record(topics, WeirTopic.FEEDBACK, Feedback.class, label(11, "fraud")));
    records.add(record(topics, WeirTopic.FEEDBACK, Feedback.class, label(10, "genuine")));
    records.add(record(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class, verdict(11)));
    records.add(record(topics, WeirTopic.FRAUD_VERDICTS, FraudVerdict.class, verdict(0)));
    try (Sender sender = topics.sender()) {
      records.forEach(sender::send);
    }
  }

  private static <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
      TestTopics topics, WeirTopic topic, Class<T> type, T value) {
    String name = topics.name(topic);
    String key = value.get(value.getSchema().getField("event_id").pos()).toString();
    return new ProducerRecord<>(
        name,
        key.getBytes(UTF_8),
        new WeirAvroSerializer<>(type, topics.registry()).serialize(name, value));
  }

  private static CardTransaction payment(int number) {
    return CardTransaction.newBuilder()
        .setEventId("t-" + number)
        .setOccurredAt(START.plus(Duration.ofHours(number)))
        .setCardId("card-" + number % 3)
        .setTerminalId("terminal")
        .setAmount(new BigDecimal("20.0000"))
        .setCurrency("EUR")
        .build();
  }

  private static Feedback label(int payment, String label) {
    Instant later = START.plus(Duration.ofDays(3));
    return Feedback.newBuilder()
        .setEventId("t-" + payment)
        .setOccurredAt(later)
        .setTask(Task.FRAUD)
        .setLabel(label)
        .setLabeler(new Labeler("desk", LabelerKind.ANALYST))
        .setLabelledAt(later)
        .build();
  }

  private static FraudVerdict verdict(int payment) {
    return FraudVerdict.newBuilder()
        .setVerdictId("v-" + payment)
        .setEventId("t-" + payment)
        .setOccurredAt(START)
        .setSource(new Source("transactions", 0, 0L, START))
        .setCardId("card")
        .setRisk(0.1f)
        .setDecision(Decision.APPROVE)
        .setModel(new ModelRef("weir-fraud", "1.0.0", ""))
        .setPolicyVersion("fraud@1")
        .setScoredAt(START)
        .build();
  }
}
