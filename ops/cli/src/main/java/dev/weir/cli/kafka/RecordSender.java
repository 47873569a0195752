package dev.weir.cli.kafka;

import dev.weir.cli.CommandFailure;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends records of one topic and makes sure that the broker took each. Not thread-safe. */
public final class RecordSender implements AutoCloseable {

  private final String topicName;
  private final String keyField;
  private final SchemaRegistryClient registry;
  private final ValueWriter<?> values;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  public RecordSender(Connection connection, WeirTopic topic) {
    topicName = topic.topicName(connection.topicPrefix());
    keyField = keyField(topic);
    registry = RegistryClients.connect(RegistryConfig.of(connection.registryUrl()));
    values = writer(topic.valueClass().orElseThrow());
    producer =
        new KafkaProducer<>(
            producerConfig(connection), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Settings of a producer that loses and doubles nothing, and gives up within ten seconds. */
  public static Map<String, Object> producerConfig(Connection connection) {
    Map<String, Object> config = connection.clientConfig();
    config.remove("default.api.timeout.ms");
    config.put("acks", "all");
    config.put("enable.idempotence", true);
    config.put("linger.ms", 5);
    // a first batch that is refused by a partition still without a leader must not be overtaken
    config.put("max.in.flight.requests.per.connection", 1);
    config.put("request.timeout.ms", 5_000);
    config.put("delivery.timeout.ms", 9_000);
    config.put("max.block.ms", 9_000);
    return config;
  }

  /**
   * @throws CommandFailure if the broker has refused a record before
   */
  public void send(SpecificRecord record) {
    throwFailure();
    Object key = record.get(record.getSchema().getField(keyField).pos());
    byte[] value = values.write(topicName, record);
    var unused =
        producer.send(
            new ProducerRecord<>(topicName, key.toString().getBytes(StandardCharsets.UTF_8), value),
            (metadata, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  /**
   * Waits until the broker has taken everything.
   *
   * @throws CommandFailure if it refused a record
   */
  public void flush() {
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
    try {
      registry.close();
    } catch (IOException e) {
      throw new KafkaException("closing the registry client", e);
    }
  }

  private void throwFailure() {
    @Nullable Exception e = failure.get();
    if (e != null) {
      throw new CommandFailure(
          "the broker did not take a record for " + topicName + ": " + e.getMessage(), e);
    }
  }

  /** The field whose value is the Kafka key, so that order holds where it matters. */
  private static String keyField(WeirTopic topic) {
    return switch (topic) {
      case COMMENTS -> "subject_id";
      case CHAT_MESSAGES -> "room_id";
      case TRANSACTIONS, FRAUD_VERDICTS, FRAUD_SHADOW_VERDICTS, FRAUD_ALERTS -> "card_id";
      case MODEL_RELEASES -> "task";
      case POLICIES -> "name";
      case ERASURES -> "subject_id";
      case TEXT_VERDICTS,
          TEXT_SHADOW_VERDICTS,
          FEEDBACK,
          LABELLED_EXAMPLES,
          INSIGHTS,
          DRIFT,
          DEAD_LETTERS ->
          "event_id";
    };
  }

  private <T extends SpecificRecord> ValueWriter<T> writer(Class<T> type) {
    return new ValueWriter<>(type, new WeirAvroSerializer<>(type, registry));
  }

  private record ValueWriter<T extends SpecificRecord>(
      Class<T> type, WeirAvroSerializer<T> serializer) {

    byte[] write(String topic, SpecificRecord record) {
      byte @Nullable [] bytes = serializer.serialize(topic, type.cast(record));
      if (bytes == null) {
        throw new IllegalStateException("a record became null");
      }
      return bytes;
    }
  }
}
