package dev.weir.cli.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.cli.kafka.Connection;
import dev.weir.schemas.CommentPosted;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Comments made of given texts, each with an id of its own, by many authors on many subjects. Not
 * thread-safe.
 */
final class TextEvents implements AutoCloseable {

  private static final int SUBJECTS = 5_000;

  private final String topic;
  private final LongFunction<String> texts;
  private final int authors;
  private final SchemaRegistryClient registry;
  private final WeirAvroSerializer<CommentPosted> serializer;
  private long made;

  /**
   * @param topic Kafka topic that they go to
   * @param texts what the comments are made of; no comment repeats another
   * @param authors how many people write them
   */
  TextEvents(Connection connection, String topic, List<String> texts, int authors) {
    this(connection, topic, new EndlessTexts(texts)::get, authors);
  }

  /**
   * @param topic Kafka topic that they go to
   * @param texts the comment of each number, from 0
   * @param authors how many people write them
   */
  TextEvents(Connection connection, String topic, LongFunction<String> texts, int authors) {
    this.topic = topic;
    this.texts = texts;
    this.authors = authors;
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    serializer = new WeirAvroSerializer<>(CommentPosted.class, registry);
  }

  /** The next comment, as the producer sends it. */
  ProducerRecord<byte[], byte[]> next() {
    long number = made++;
    String subject = "subject-" + Math.floorMod(number * 0x9E3779B97F4A7C15L, SUBJECTS);
    CommentPosted comment =
        CommentPosted.newBuilder()
            .setEventId(new UUID(number, number * 0x9E3779B97F4A7C15L).toString())
            .setOccurredAt(Instant.now())
            .setSubjectId(subject)
            .setAuthorId("author-" + Math.floorMod(number * 0xC2B2AE3D27D4EB4FL, authors))
            .setText(texts.apply(number))
            .build();
    return new ProducerRecord<>(
        topic,
        subject.getBytes(UTF_8),
        Objects.requireNonNull(serializer.serialize(topic, comment)));
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
