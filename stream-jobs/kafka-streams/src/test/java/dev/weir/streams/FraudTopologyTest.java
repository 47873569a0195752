package dev.weir.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.streams.fraud.LineStages;
import dev.weir.streams.options.FraudAppOptions;
import dev.weir.streams.state.BoundedRocksDb;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FraudTopologyTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PAYMENTS = "weir.transactions";
  private static final String LABELS = "weir.feedback";

  @TempDir Path dir;

  private TopologyTestDriver driver;
  private Topology topology;

  @BeforeEach
  void start() {
    FraudAppOptions options =
        CommandLine.populateCommand(
            new FraudAppOptions(),
            "--bootstrap-servers=unused:1",
            "--schema-registry=http://unused:2",
            "--model=unused",
            "--batch-size=2",
            "--batch-age-ms=1000");
    options.check();
    topology = FraudTopology.of(options, LineStages.open());
    Properties settings = options.settings();
    settings.put("application.id", "test");
    settings.put("state.dir", dir.toString());
    settings.put(BoundedRocksDb.MEMORY_MB, 16);
    driver = new TopologyTestDriver(topology, settings, START);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void payments_ofOneCard_passAllHistoriesInTheirOrder() {
    send(PAYMENTS, "pay a ann", 0);
    send(PAYMENTS, "pay b ann", 1);
    send(PAYMENTS, "pay c bob", 2);
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(read(LineStages.VERDICTS)).containsExactly("a:1:0", "b:2:0", "c:1:0");
  }

  @Test
  void repeat_withinTheWindow_isCountedAndHasNoSecondVerdict() {
    send(PAYMENTS, "pay a ann", 0);
    send(PAYMENTS, "pay a ann", 5);
    send(PAYMENTS, "pay b ann", 6);

    assertThat(read(LineStages.VERDICTS)).containsExactly("a:1:0", "b:2:0");
    assertThat(counted("duplicates", Map.of())).isEqualTo(1);
  }

  @Test
  void repeat_afterTheWindow_isJudgedAgainAndInItsHistoryOnce() {
    send(PAYMENTS, "pay a ann", 0);
    send(PAYMENTS, "pay a ann", 3_600);
    send(PAYMENTS, "pay b ann", 3_601);
    send(PAYMENTS, "pay c ann", 3_602);

    assertThat(read(LineStages.VERDICTS)).containsExactly("a:1:0", "a:2:0", "b:2:0", "c:3:0");
  }

  @Test
  void label_beforeOrAfterItsPayment_teachesTerminalAndAlerts() {
    send(LABELS, "fraud risky-b", 0);
    send(PAYMENTS, "pay risky-a ann", 1);
    send(PAYMENTS, "pay risky-b bob", 2);
    send(LABELS, "fraud risky-a", 3);
    send(PAYMENTS, "pay c eve", 4);
    send(PAYMENTS, "pay d eve", 5);

    assertThat(read(LineStages.VERDICTS))
        .containsExactly("risky-a:1:0", "risky-b:1:0", "c:1:2", "d:2:2");
    assertThat(read(LineStages.ALERTS))
        .containsExactly("ann:LOW", "bob:LOW", "bob:HIGH", "ann:HIGH");
    assertThat(counted("labels", Map.of("label", "folded"))).isEqualTo(2);
    assertThat(counted("labels", Map.of("label", "unknown_event"))).isEqualTo(1);
    assertThat(counted("alertSteps", Map.of("alert", "raised"))).isEqualTo(2);
  }

  @Test
  void label_whileItsPaymentWaits_isToldBehindIt() {
    send(PAYMENTS, "pay risky-a ann", 0);
    send(LABELS, "fraud risky-a", 1);

    assertThat(read(LineStages.ALERTS)).containsExactly("ann:LOW", "ann:HIGH");
  }

  @Test
  void refused_leavesAtOnceWithItsHeadersAndPassesNoExchange() {
    send(PAYMENTS, "nonsense", 0);
    send(LABELS, "other", 0);

    List<TestRecord<byte[], byte[]>> letters = records(LineStages.LETTERS);
    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).headers().lastHeader("h").value()).containsExactly(7);
    assertThat(driver.producedTopicNames()).containsExactly(LineStages.LETTERS);
    assertThat(counted("deadLetters", Map.of("stage", "decode"))).isEqualTo(1);
  }

  @Test
  void timestampOfAYearAhead_movesStreamTimeToTheClockAndNoFurther() {
    Instant ahead = send(PAYMENTS, "pay a ann", 400L * 86_400);
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    assertThat(records("test-event-repartition"))
        .extracting(TestRecord::getRecordTime)
        .containsExactly(START);
    assertThat(records(LineStages.VERDICTS))
        .extracting(TestRecord::getRecordTime)
        .containsExactly(ahead);
  }

  @Test
  void verdict_hasTheTimestampAndHeadersOfItsPayment() {
    send(PAYMENTS, "pay a ann", 7);
    driver.advanceWallClockTime(Duration.ofSeconds(1));

    TestRecord<byte[], byte[]> verdict = records(LineStages.VERDICTS).get(0);
    assertThat(verdict.getRecordTime()).isEqualTo(START.plusSeconds(7));
    assertThat(verdict.headers().lastHeader("h").value()).containsExactly(7);
  }

  @Test
  void topology_hasAnExchangeInFrontOfEachKeyAndNoneElse() {
    String described = topology.describe().toString();

    assertThat(described.lines().filter(line -> line.contains("Sub-topology"))).hasSize(7);
    assertThat(described)
        .contains("event-repartition", "card-repartition", "terminal-repartition")
        .contains("merchant-repartition", "device-repartition", "decision-repartition");
  }

  private Instant send(String topic, String line, long second) {
    Instant at = START.plusSeconds(second);
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[] {7});
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(new byte[] {1}, line.getBytes(UTF_8), headers, at));
    return at;
  }

  private List<String> read(String topic) {
    return records(topic).stream().map(record -> new String(record.value(), UTF_8)).toList();
  }

  private List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private double counted(String name, Map<String, String> tags) {
    return driver.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().group().equals("weir"))
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> entry.getKey().tags().size() == 1 + tags.size())
        .filter(entry -> entry.getKey().tags().entrySet().containsAll(tags.entrySet()))
        .mapToDouble(entry -> (Double) entry.getValue().metricValue())
        .sum();
  }
}
