package dev.weir.streams.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Decision;
import dev.weir.schemas.DriftBaseline;
import dev.weir.schemas.DriftReport;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.DriftVerdict;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.drift.DriftThresholds;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.streams.record.KafkaTimestamps;
import dev.weir.streams.state.BoundedRocksDb;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTopologyTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final ModelRef MODEL = new ModelRef("weir-text", "7", "abc");
  private static final String COMMENTS = "weir.comments";
  private static final String TEXT_VERDICTS = "weir.text-verdicts";
  private static final String FRAUD_VERDICTS = "weir.fraud-verdicts";

  @TempDir Path dir;

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private TopologyTestDriver driver;
  private int sent;

  @BeforeEach
  void start() {
    driver = driver(new DriftSettings(List.of(dir), WINDOW, 200, 4, DriftThresholds.DEFAULT));
  }

  private TopologyTestDriver driver(DriftSettings settings) {
    StreamsBuilder builder = new StreamsBuilder();
    List<KStream<byte[], byte[]>> inputs =
        DriftTopology.inputs().stream()
            .map(
                topic ->
                    builder.stream(
                        topic.topicName("weir."),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                            .withTimestampExtractor(new KafkaTimestamps())))
            .toList();
    DriftTopology.addTo(inputs, "weir.", registry, settings);
    Properties properties = new Properties();
    properties.put("application.id", "test");
    properties.put("bootstrap.servers", "unused:1");
    properties.put("state.dir", dir.resolve("state").toString());
    properties.put("processing.guarantee", "exactly_once_v2");
    properties.put(BoundedRocksDb.MEMORY_MB, 16);
    return new TopologyTestDriver(builder.build(), properties, START.plus(Duration.ofDays(1)));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void window_whenItEnds_isReportedOncePerSubjectAndSlice() {
    verdicts(0, 100, 0.1f);
    verdicts(600, 1, 0.1f);
    settle();

    assertThat(reports())
        .filteredOn(report -> report.getWindowStart().equals(START))
        .extracting(report -> report.getSubject() + " " + report.getSlice())
        .containsExactlyInAnyOrder(
            "SPAM_SCORES all", "SPAM_SCORES language:en", "SPAM_SCORES topic:comments");
  }

  @Test
  void modelWithoutPackage_isComparedToItsFirstRecords() {
    verdicts(0, 300, 0.1f);
    settle();
    verdicts(600, 300, 0.1f);
    settle();
    verdicts(1200, 300, 0.9f);
    verdicts(1800, 1, 0.9f);
    settle();

    List<DriftReport> all = of("all", DriftSubject.SPAM_SCORES);
    assertThat(all).hasSize(4);
    assertThat(all.get(0).getReference()).isEqualTo(DriftBaseline.GATHERING);
    assertThat(all.get(0).getReferenceRecords()).isZero();
    assertThat(all.get(1).getReference()).isEqualTo(DriftBaseline.FIRST_WINDOW);
    assertThat(all.get(1).getVerdict()).isEqualTo(DriftVerdict.NONE);
    assertThat(all.get(2).getVerdict()).isEqualTo(DriftVerdict.DRIFT);
    assertThat(all.get(2).getReferenceRecords()).isEqualTo(300);
    assertThat(all.get(2).getFurthest().getFeature()).isIn("score", "label");
    assertThat(all.get(2).getEstimatedAccuracy()).isBetween(0.85, 0.95);
  }

  @Test
  void texts_areReportedUnderTheModelOfTheVerdicts() {
    for (int i = 0; i < 150; i++) {
      comment(i, "A kettle like any other, number " + i);
    }
    verdicts(100, 10, 0.1f);
    verdicts(600, 1, 0.1f);
    settle();

    DriftReport report = of("all", DriftSubject.TEXT_INPUT).get(0);
    assertThat(report.getModel()).isEqualTo(MODEL);
    assertThat(report.getRecords()).isEqualTo(150);
    assertThat(report.getEstimatedAccuracy()).isNull();
  }

  @Test
  void texts_withoutAnyVerdict_areDroppedAndCounted() {
    comment(0, "Nobody answers this one");
    comment(600, "Nor this");
    settle();

    assertThat(reports()).isEmpty();
    assertThat(counted("driftDropped")).isEqualTo(6);
  }

  @Test
  void payments_areReportedByFeature() {
    for (int window = 0; window < 3; window++) {
      for (int i = 0; i < 250; i++) {
        payment(600 * window + i, window == 2 ? 900f + i : 10f + i % 7);
      }
      settle();
    }

    List<DriftReport> inputs = of("all", DriftSubject.PAYMENT_INPUT);
    assertThat(inputs).extracting(DriftReport::getVerdict).last().isEqualTo(DriftVerdict.DRIFT);
    assertThat(inputs.get(2).getMovers())
        .extracting(mover -> mover.getFeature())
        .containsExactly("amount");
  }

  @Test
  void lateRecord_withinAWindow_changesTheReportUnderItsId() {
    verdicts(0, 100, 0.1f);
    verdicts(600, 1, 0.1f);
    settle();
    verdicts(590, 1, 0.1f);
    settle();

    List<DriftReport> all = of("all", DriftSubject.SPAM_SCORES);
    List<DriftReport> first =
        all.stream().filter(report -> report.getWindowStart().equals(START)).toList();
    assertThat(first).extracting(DriftReport::getRecords).containsExactly(100L, 101L);
    assertThat(first).extracting(DriftReport::getEventId).containsOnly(first.get(0).getEventId());
  }

  @Test
  void lateRecord_beyondAWindow_isCountedAndLeftOut() {
    verdicts(1900, 1, 0.1f);
    verdicts(0, 3, 0.1f);
    settle();

    assertThat(counted("driftLate")).isEqualTo(3);
    assertThat(reports())
        .extracting(DriftReport::getWindowStart)
        .containsOnly(START.plusSeconds(1800));
  }

  @Test
  void slicesBeyondTheCap_areCountedAsOther() {
    for (String language : List.of("en", "zh", "de", "fr", "es", "it")) {
      send(TEXT_VERDICTS, verdict(0.1f, language), 0);
    }
    verdicts(600, 1, 0.1f);
    settle();

    assertThat(reports())
        .filteredOn(report -> report.getWindowStart().equals(START))
        .extracting(DriftReport::getSlice)
        .containsExactlyInAnyOrder("all", "topic:comments", "language:en", "language:zh", "other");
    assertThat(of("other", DriftSubject.SPAM_SCORES).get(0).getRecords()).isEqualTo(4);
  }

  @Test
  void undecodableRecord_isSkippedAndCounted() {
    pipe(TEXT_VERDICTS, new byte[] {9, 9, 9}, 0);
    pipe(COMMENTS, new byte[0], 0);
    verdicts(0, 1, 0.1f);
    verdicts(600, 1, 0.1f);
    settle();

    assertThat(counted("driftSkipped")).isEqualTo(2);
    assertThat(of("all", DriftSubject.SPAM_SCORES).get(0).getRecords()).isEqualTo(1);
  }

  @Test
  void drift_leavesGaugesOfItsSlice() {
    verdicts(0, 300, 0.1f);
    settle();
    verdicts(600, 300, 0.9f);
    settle();

    Map<String, String> tags = Map.of("subject", "spam_scores", "slice", "all");
    assertThat((double) metric("driftPsi", tags)).isGreaterThan(1);
    assertThat((double) metric("driftJs", tags)).isBetween(0.5, 1.0);
    assertThat((double) metric("estimatedAccuracy", tags)).isBetween(0.85, 0.95);
  }

  /** Sends what is over, then waits until it has settled. */
  private void settle() {
    driver.advanceWallClockTime(Duration.ofSeconds(5));
    driver.advanceWallClockTime(Duration.ofSeconds(5));
    driver.advanceWallClockTime(Duration.ofSeconds(5));
  }

  private void verdicts(int second, int count, float spam) {
    for (int i = 0; i < count; i++) {
      send(TEXT_VERDICTS, verdict(spam, "en"), second);
    }
  }

  private TextVerdict verdict(float spam, String language) {
    String id = "e" + sent++;
    return TextVerdict.newBuilder()
        .setVerdictId("v" + id)
        .setEventId(id)
        .setOccurredAt(START)
        .setSource(new Source(COMMENTS, 0, (long) sent, START))
        .setAuthorId("ann")
        .setLanguage(language)
        .setSpam(new BinaryScore(spam > 0.5 ? "spam" : "ham", spam))
        .setAction(Action.ALLOW)
        .setModel(MODEL)
        .setPolicyVersion("default@1")
        .setScoredAt(START)
        .build();
  }

  private void payment(int second, float amount) {
    Map<String, Float> features = new HashMap<>();
    features.put("amount", amount);
    features.put("hour", 3f);
    features.put("distance", null);
    String id = "p" + sent++;
    send(
        FRAUD_VERDICTS,
        FraudVerdict.newBuilder()
            .setVerdictId("v" + id)
            .setEventId(id)
            .setOccurredAt(START)
            .setSource(new Source("weir.transactions", 0, (long) sent, START))
            .setCardId("card")
            .setRisk(0.01f)
            .setDecision(Decision.APPROVE)
            .setFeatures(features)
            .setModel(new ModelRef("weir-fraud", "1", "def"))
            .setPolicyVersion("default@1")
            .setScoredAt(START)
            .build(),
        second);
  }

  private void comment(int second, String text) {
    send(
        COMMENTS,
        CommentPosted.newBuilder()
            .setEventId("c" + sent++)
            .setOccurredAt(START)
            .setSubjectId("kettle")
            .setAuthorId("ann")
            .setText(text)
            .build(),
        second);
  }

  @SuppressWarnings("unchecked") // the serializer of the record's own class
  private <T extends SpecificRecord> void send(String topic, T record, int second) {
    WeirAvroSerializer<T> serializer =
        new WeirAvroSerializer<>((Class<T>) record.getClass(), registry);
    pipe(topic, serializer.serialize(topic, record), second);
  }

  private void pipe(String topic, byte[] value, int second) {
    driver
        .createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(null, value, START.plusSeconds(second)));
  }

  private final List<DriftReport> seen = new ArrayList<>();

  private List<DriftReport> reports() {
    WeirAvroDeserializer<DriftReport> values =
        new WeirAvroDeserializer<>(DriftReport.class, registry);
    driver
        .createOutputTopic("weir.drift", new StringDeserializer(), new ByteArrayDeserializer())
        .readValuesToList()
        .forEach(value -> seen.add(values.deserialize("weir.drift", value)));
    return List.copyOf(seen);
  }

  private List<DriftReport> of(String slice, DriftSubject subject) {
    return reports().stream()
        .filter(report -> report.getSlice().equals(slice) && report.getSubject() == subject)
        .toList();
  }

  private double counted(String name) {
    return (double) metric(name, Map.of());
  }

  private Object metric(String name, Map<String, String> tags) {
    return driver.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals(name))
        .filter(entry -> entry.getKey().group().equals("weir"))
        .filter(entry -> entry.getKey().tags().entrySet().containsAll(tags.entrySet()))
        .findFirst()
        .orElseThrow()
        .getValue()
        .metricValue();
  }
}
