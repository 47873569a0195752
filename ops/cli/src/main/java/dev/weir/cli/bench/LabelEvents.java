package dev.weir.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.kafka.Connection;
import dev.weir.engine.ModelIdentity;
import dev.weir.schemas.Action;
import dev.weir.schemas.BinaryScore;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.Labeler;
import dev.weir.schemas.LabelerKind;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Sentiment;
import dev.weir.schemas.SentimentScores;
import dev.weir.schemas.Source;
import dev.weir.schemas.Task;
import dev.weir.schemas.TextVerdict;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Comments, the verdicts on them and moderators' labels, made by number, as the jobs and people
 * would write them; the scores are random. Not thread-safe.
 */
final class LabelEvents implements AutoCloseable {

  private static final int SUBJECTS = 5_000;
  private static final int AUTHORS = 20_000;
  private static final int MODERATORS = 12;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final String prefix;
  private final EndlessTexts texts;
  private final ModelRef model;
  private final SchemaRegistryClient registry;
  private final WeirAvroSerializer<CommentPosted> comments;
  private final WeirAvroSerializer<TextVerdict> verdicts;
  private final WeirAvroSerializer<Feedback> labels;

  /**
   * @param model that the verdicts name
   */
  LabelEvents(Connection connection, EndlessTexts texts, ModelIdentity model) {
    this.prefix = connection.topicPrefix();
    this.texts = texts;
    this.model = new ModelRef(model.name(), model.version(), model.digest());
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    comments = new WeirAvroSerializer<>(CommentPosted.class, registry);
    verdicts = new WeirAvroSerializer<>(TextVerdict.class, registry);
    labels = new WeirAvroSerializer<>(Feedback.class, registry);
  }

  /** Id of the comment of that number. */
  static String id(long number) {
    return new UUID(number, number * GOLDEN).toString();
  }

  ProducerRecord<byte[], byte[]> comment(long number) {
    String subject = subject(number);
    return record(
        WeirTopic.COMMENTS,
        subject,
        comments,
        CommentPosted.newBuilder()
            .setEventId(id(number))
            .setOccurredAt(Instant.now())
            .setSubjectId(subject)
            .setAuthorId(author(number))
            .setText(texts.get(number))
            .build());
  }

  /**
   * The verdict on a comment.
   *
   * @param place where the comment stands
   */
  ProducerRecord<byte[], byte[]> verdict(long number, RecordMetadata place) {
    SplittableRandom random = new SplittableRandom(number);
    float positive = (float) random.nextDouble();
    Instant now = Instant.now();
    return record(
        WeirTopic.TEXT_VERDICTS,
        subject(number),
        verdicts,
        TextVerdict.newBuilder()
            .setVerdictId(new UUID(number * GOLDEN, number).toString())
            .setEventId(id(number))
            .setOccurredAt(now)
            .setSource(
                new Source(
                    place.topic(),
                    place.partition(),
                    place.offset(),
                    Instant.ofEpochMilli(place.timestamp())))
            .setAuthorId(author(number))
            .setSubjectId(subject(number))
            .setLanguage("en")
            .setSentiment(
                new Sentiment("positive", new SentimentScores(1 - positive, 0f, positive)))
            .setSpam(new BinaryScore("ham", (float) random.nextDouble()))
            .setAbuse(new BinaryScore("clean", (float) random.nextDouble()))
            .setAction(Action.ALLOW)
            .setModel(model)
            .setPolicyVersion("default@1")
            .setScoredAt(now)
            .build());
  }

  /** A moderator's label on a comment. */
  ProducerRecord<byte[], byte[]> label(long number) {
    Instant now = Instant.now();
    return record(
        WeirTopic.FEEDBACK,
        id(number),
        labels,
        Feedback.newBuilder()
            .setEventId(id(number))
            .setOccurredAt(now)
            .setTask(Task.SPAM)
            .setLabel(number % 3 == 0 ? "spam" : "ham")
            .setLabeler(new Labeler("mod-" + number % MODERATORS, LabelerKind.MODERATOR))
            .setLabelledAt(now)
            .build());
  }

  private static String subject(long number) {
    return "subject-" + Math.floorMod(number * GOLDEN, SUBJECTS);
  }

  private static String author(long number) {
    return "author-" + Math.floorMod(number * 0xC2B2AE3D27D4EB4FL, AUTHORS);
  }

  private <T extends SpecificRecord> ProducerRecord<byte[], byte[]> record(
      WeirTopic topic, String key, WeirAvroSerializer<T> serializer, T value) {
    String name = topic.topicName(prefix);
    return new ProducerRecord<>(
        name, key.getBytes(UTF_8), Objects.requireNonNull(serializer.serialize(name, value)));
  }

  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
