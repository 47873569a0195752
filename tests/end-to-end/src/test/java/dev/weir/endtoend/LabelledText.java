package dev.weir.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.DriftBaseline;
import dev.weir.schemas.DriftMover;
import dev.weir.schemas.DriftReport;
import dev.weir.schemas.DriftSubject;
import dev.weir.schemas.DriftVerdict;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Reason;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes comments, verdicts that say where these stand, labels and erasures; each call returns once
 * the broker has its record. Confined to one thread.
 */
final class LabelledText implements AutoCloseable {

  private static final Instant OCCURRED = Instant.parse("2026-01-02T03:04:05Z");

  private final TestTopics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  LabelledText(TestTopics topics, String bootstrapServers) {
    this.topics = topics;
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** A comment; answers where it stands. */
  Source comment(String eventId, String authorId) {
    RecordMetadata at =
        send(
            WeirTopic.COMMENTS,
            "product-1",
            CommentPosted.class,
            CommentPosted.newBuilder()
                .setEventId(eventId)
                .setOccurredAt(OCCURRED)
                .setSubjectId("product-1")
                .setAuthorId(authorId)
                .setText("The handle of " + eventId + " stays cool.")
                .build());
    return new Source(
        at.topic(), at.partition(), at.offset(), Instant.ofEpochMilli(at.timestamp()));
  }

  /** A verdict on the comment that stands there. */
  void verdict(String eventId, String authorId, Source source) {
    var unused =
        send(
            WeirTopic.TEXT_VERDICTS,
            "product-1",
            TextVerdict.class,
            TextVerdict.newBuilder()
                .setVerdictId("v-" + eventId)
                .setEventId(eventId)
                .setOccurredAt(OCCURRED)
                .setSource(source)
                .setAuthorId(authorId)
                .setAction(Action.ALLOW)
                .setModel(new ModelRef("weir-text", "1.0.0", "digest"))
                .setPolicyVersion("default@1")
                .setScoredAt(source.getTimestamp())
                .build());
  }

  /** A verdict that leaves open whether the comment is spam. */
  void doubt(String eventId, String authorId, Action action) {
    Source source = comment(eventId, authorId);
    var unused =
        send(
            WeirTopic.TEXT_VERDICTS,
            "product-1",
            TextVerdict.class,
            TextVerdict.newBuilder()
                .setVerdictId("v-" + eventId)
                .setEventId(eventId)
                .setOccurredAt(OCCURRED)
                .setSource(source)
                .setAuthorId(authorId)
                .setLanguage("en")
                .setSpam(new BinaryScore("spam", 0.55f))
                .setAction(action)
                .setReasons(
                    action == Action.ALLOW
                        ? List.of()
                        : List.of(new Reason("spam.score", "default", null, "spam 0.55")))
                .setModel(new ModelRef("weir-text", "1.0.0", "digest"))
                .setPolicyVersion("default@1")
                .setScoredAt(source.getTimestamp())
                .build());
  }

  /** A report of a slice that moved. */
  void drift(String slice) {
    var unused =
        send(
            WeirTopic.DRIFT,
            slice,
            DriftReport.class,
            DriftReport.newBuilder()
                .setEventId("drift-" + slice)
                .setOccurredAt(OCCURRED)
                .setModel(new ModelRef("weir-text", "1.0.0", "digest"))
                .setSubject(DriftSubject.SPAM_SCORES)
                .setSlice(slice)
                .setWindowStart(OCCURRED)
                .setWindowEnd(OCCURRED.plusSeconds(600))
                .setReference(DriftBaseline.PACKAGE)
                .setReferenceRecords(5_000)
                .setRecords(1_234)
                .setVerdict(DriftVerdict.DRIFT)
                .setFurthest(new DriftMover("score", 0.31, 0.2, 0.01, 0.03))
                .setEstimatedAccuracy(0.91)
                .build());
  }

  /** A label that is decided now. */
  void label(String eventId, String label, LabelerKind kind, String labelerId) {
    Instant now = Instant.now();
    var unused =
        send(
            WeirTopic.FEEDBACK,
            eventId,
            Feedback.class,
            Feedback.newBuilder()
                .setEventId(eventId)
                .setOccurredAt(now)
                .setTask(Task.SPAM)
                .setLabel(label)
                .setLabeler(Labeler.newBuilder().setId(labelerId).setKind(kind).build())
                .setLabelledAt(now)
                .build());
  }

  /** Everything of that author up to now is to go. */
  void erase(String authorId) {
    var unused =
        send(
            WeirTopic.ERASURES,
            authorId,
            Erasure.class,
            Erasure.newBuilder()
                .setEventId("erase-" + authorId)
                .setOccurredAt(Instant.now())
                .setSubjectKind(ErasureSubject.AUTHOR)
                .setSubjectId(authorId)
                .setRequestedBy("desk")
                .build());
  }

  /** Bytes that nobody can read. */
  void noise(WeirTopic topic) {
    var unused = send(new ProducerRecord<>(topics.name(topic), "noise".getBytes(UTF_8)));
  }

  private <T extends SpecificRecord> RecordMetadata send(
      WeirTopic topic, String key, Class<T> type, T value) {
    String name = topics.name(topic);
    byte[] bytes = new WeirAvroSerializer<>(type, topics.registry()).serialize(name, value);
    return send(new ProducerRecord<>(name, key.getBytes(UTF_8), bytes));
  }

  private RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take a record", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
