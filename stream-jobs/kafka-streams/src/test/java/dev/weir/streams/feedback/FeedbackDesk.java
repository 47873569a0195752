package dev.weir.streams.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Action;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.scoring.RegistryPatience;
import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.feedback.EventLookup;
import dev.weir.scoring.feedback.Place;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.batch.ScoringPool;
import dev.weir.streams.record.LearningInputs;
import dev.weir.streams.state.BoundedRocksDb;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The sub-topology of labels in a driver, and a Kafka made of lists for the events that it reads.
 * Partition 0 only. Confined to one thread.
 */
final class FeedbackDesk implements AutoCloseable {

  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final String PREFIX = "weir.";
  private static final ModelRef MODEL = new ModelRef("weir-text", "1.0.0", "d1");

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final Map<String, List<@Nullable RawRecord>> kafka = new HashMap<>();
  private final List<LabelledExample> examples = new ArrayList<>();
  private final Deserializer<LabelledExample> reader =
      new WeirAvroDeserializer<>(LabelledExample.class, registry);
  private final TopologyTestDriver driver;
  private final FeedbackJoining joining;

  FeedbackDesk(Path dir) {
    FeedbackSettings settings =
        new FeedbackSettings(
            Duration.ofDays(30), Duration.ofDays(180), Duration.ofDays(7), Duration.ofDays(400));
    EventLookup lookup = new EventLookup(PREFIX, registry, this::read, new RegistryPatience());
    joining =
        new FeedbackJoining(
            settings,
            new ScoringPool<>(List.of(FeedbackThread.of(registry, PREFIX, lookup, () -> {}))));
    StreamsBuilder builder = new StreamsBuilder();
    joining.addTo(LearningInputs.of(builder, PREFIX), PREFIX);
    Properties config = new Properties();
    config.put("application.id", "test");
    config.put("bootstrap.servers", "unused:1");
    config.put("state.dir", dir.toString());
    config.put("rocksdb.config.setter", BoundedRocksDb.class);
    config.put(BoundedRocksDb.MEMORY_MB, 16);
    driver = new TopologyTestDriver(builder.build(), config, START);
  }

  /** A comment and its place; not sent to the join, which does not read comments as they come. */
  Source comment(String eventId, String author, String text, Instant at) {
    CommentPosted comment =
        CommentPosted.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(at)
            .setSubjectId("kettle")
            .setAuthorId(author)
            .setText(text)
            .build();
    return store(
        WeirTopic.COMMENTS, new WeirAvroSerializer<>(CommentPosted.class, registry), comment, at);
  }

  /** A payment and its place. */
  Source payment(String eventId, String card, Instant at) {
    CardTransaction payment =
        CardTransaction.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(at)
            .setCardId(card)
            .setTerminalId("terminal-1")
            .setAmount(new BigDecimal("12.5000"))
            .setCurrency("EUR")
            .build();
    return store(
        WeirTopic.TRANSACTIONS,
        new WeirAvroSerializer<>(CardTransaction.class, registry),
        payment,
        at);
  }

  /** The verdict on a text at that place. */
  void textVerdict(String eventId, String author, Source source) {
    Instant at = source.getTimestamp();
    send(
        WeirTopic.TEXT_VERDICTS,
        new WeirAvroSerializer<>(TextVerdict.class, registry),
        TextVerdict.newBuilder()
            .setVerdictId("v-" + eventId)
            .setEventId(eventId)
            .setOccurredAt(at)
            .setSource(source)
            .setAuthorId(author)
            .setAction(Action.ALLOW)
            .setModel(MODEL)
            .setPolicyVersion("default@1")
            .setScoredAt(at)
            .build(),
        at);
  }

  /** The verdict on a payment at that place. */
  void fraudVerdict(String eventId, String card, Source source) {
    Instant at = source.getTimestamp();
    send(
        WeirTopic.FRAUD_VERDICTS,
        new WeirAvroSerializer<>(FraudVerdict.class, registry),
        FraudVerdict.newBuilder()
            .setVerdictId("v-" + eventId)
            .setEventId(eventId)
            .setOccurredAt(at)
            .setSource(source)
            .setCardId(card)
            .setRisk(0.4f)
            .setDecision(Decision.REVIEW)
            .setModel(MODEL)
            .setPolicyVersion("fraud@1")
            .setScoredAt(at)
            .build(),
        at);
  }

  /** A comment that was posted and judged. */
  void judged(String eventId, String author, Instant at) {
    textVerdict(eventId, author, comment(eventId, author, "Comes in " + eventId + " colours.", at));
  }

  /** A label whose record has the time of its decision. */
  void label(String eventId, Task task, String label, LabelerKind kind, String id, Instant at) {
    label(eventId, task, label, kind, id, at, at);
  }

  void label(
      String eventId,
      Task task,
      String label,
      LabelerKind kind,
      String id,
      Instant labelledAt,
      Instant recordAt) {
    send(
        WeirTopic.FEEDBACK,
        new WeirAvroSerializer<>(Feedback.class, registry),
        Feedback.newBuilder()
            .setEventId(eventId)
            .setOccurredAt(recordAt)
            .setTask(task)
            .setLabel(label)
            .setLabeler(Labeler.newBuilder().setId(id).setKind(kind).build())
            .setLabelledAt(labelledAt)
            .build(),
        recordAt);
  }

  void erase(ErasureSubject subject, String id, Instant at) {
    send(
        WeirTopic.ERASURES,
        new WeirAvroSerializer<>(Erasure.class, registry),
        Erasure.newBuilder()
            .setEventId("x-" + id)
            .setOccurredAt(at)
            .setSubjectKind(subject)
            .setSubjectId(id)
            .setRequestedBy("desk")
            .build(),
        at);
  }

  /** Bytes of any kind. */
  void bytes(WeirTopic topic, byte[] value, Instant at) {
    String name = topic.topicName(PREFIX);
    RecordHeaders headers = new RecordHeaders();
    headers.add("h", new byte[] {7});
    keep(name, value, at);
    driver
        .createInputTopic(name, new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>("key".getBytes(UTF_8), value, headers, at));
  }

  /** What Kafka keeps of a topic goes, as it does by age. */
  void drop(WeirTopic topic) {
    List<@Nullable RawRecord> records =
        kafka.getOrDefault(topic.topicName(PREFIX), new ArrayList<>());
    records.replaceAll(record -> null);
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /** All examples so far. */
  List<LabelledExample> examples() {
    String name = WeirTopic.LABELLED_EXAMPLES.topicName(PREFIX);
    for (TestRecord<byte[], byte[]> record : records(name)) {
      keep(name, record.value(), record.getRecordTime());
      examples.add(reader.deserialize(name, record.value()));
    }
    return examples;
  }

  /** New dead letters: stage and message of each. */
  List<String> deadLetters() {
    return records(WeirTopic.DEAD_LETTERS.topicName(PREFIX)).stream()
        .map(
            record ->
                header(record, DeadLetterHeaders.STAGE)
                    + ": "
                    + header(record, DeadLetterHeaders.MESSAGE))
        .toList();
  }

  List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  /** Labels that became that. */
  double counted(String step) {
    return driver.metrics().entrySet().stream()
        .filter(entry -> entry.getKey().name().equals("labels"))
        .filter(entry -> step.equals(entry.getKey().tags().get("label")))
        .mapToDouble(entry -> (Double) entry.getValue().metricValue())
        .sum();
  }

  /** Entries of a store. */
  long entries(String store) {
    long count = 0;
    try (var all = driver.getKeyValueStore(store).all()) {
      for (; all.hasNext(); count++) {
        all.next();
      }
    }
    return count;
  }

  private <T> Source store(WeirTopic topic, Serializer<T> writer, T value, Instant at) {
    String name = topic.topicName(PREFIX);
    long offset = keep(name, writer.serialize(name, value), at);
    return new Source(name, 0, offset, at);
  }

  private <T> void send(WeirTopic topic, Serializer<T> writer, T value, Instant at) {
    bytes(topic, writer.serialize(topic.topicName(PREFIX), value), at);
  }

  private long keep(String topic, byte[] value, Instant at) {
    List<@Nullable RawRecord> records = kafka.computeIfAbsent(topic, name -> new ArrayList<>());
    records.add(new RawRecord(topic, 0, records.size(), at.toEpochMilli(), null, value, List.of()));
    return records.size() - 1L;
  }

  private @Nullable RawRecord read(String topic, Place place) {
    List<@Nullable RawRecord> records = kafka.getOrDefault(topic, List.of());
    return place.offset() < records.size() ? records.get((int) place.offset()) : null;
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Override
  public void close() {
    driver.close();
    joining.close();
  }
}
