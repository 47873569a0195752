package dev.weir.cli.learn;

import dev.weir.cli.kafka.Connection;
import dev.weir.cli.kafka.TopicScan;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Decoded records of topics as they are now. Owns its clients; not thread-safe. */
final class TopicInput implements AutoCloseable {
  private final Connection connection;
  private final SchemaRegistryClient registry;
  private final Consumer<String> unusable;

  /**
   * @param unusable told of records that cannot be read
   */
  TopicInput(Connection connection, Consumer<String> unusable) {
    this.connection = connection;
    this.unusable = unusable;
    this.registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
  }

  /** Hands over all values of a topic. */
  <T extends SpecificRecord> void values(WeirTopic topic, Class<T> type, Consumer<T> action) {
    last(topic, type, Long.MAX_VALUE, action);
  }

  /** Hands over the values of so many of the last records of each partition. */
  <T extends SpecificRecord> void last(
      WeirTopic topic, Class<T> type, long count, Consumer<T> action) {
    WeirAvroDeserializer<T> reader = new WeirAvroDeserializer<>(type, registry);
    TopicScan.last(
        connection,
        topic,
        count,
        record -> {
          if (record.value() != null) {
            decode(reader, record, action);
          }
        });
  }

  /** Hands over all keys and values of a topic; the value of a deleted key is null. */
  <T extends SpecificRecord> void entries(
      WeirTopic topic, Class<T> type, BiConsumer<String, @Nullable T> action) {
    WeirAvroDeserializer<T> reader = new WeirAvroDeserializer<>(type, registry);
    TopicScan.forEach(
        connection,
        topic,
        record -> {
          String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            action.accept(key, null);
          } else {
            decode(reader, record, value -> action.accept(key, value));
          }
        });
  }

  private <T extends SpecificRecord> void decode(
      WeirAvroDeserializer<T> reader, ConsumerRecord<byte[], byte[]> record, Consumer<T> action) {
    try {
      action.accept(reader.deserialize(record.topic(), record.value()));
    } catch (UndecodableRecordException e) {
      unusable.accept(
          "%s-%d@%d cannot be read and is left out: %s"
              .formatted(record.topic(), record.partition(), record.offset(), e.getMessage()));
    }
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
