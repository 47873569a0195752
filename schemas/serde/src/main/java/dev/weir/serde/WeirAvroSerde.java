package dev.weir.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Values of a topic for Kafka Streams, which shares one instance among its threads. Null values are
 * tombstones. Thread-safe.
 *
 * @param <T> generated class of the values
 */
public final class WeirAvroSerde<T extends SpecificRecord> implements Serde<T> {
  private final WeirAvroSerializer<T> serializer;
  private final WeirAvroDeserializer<T> deserializer;

  /**
   * @param client stays the caller's, who closes it
   */
  public WeirAvroSerde(Class<T> type, SchemaRegistryClient client) {
    this.serializer = new WeirAvroSerializer<>(type, client);
    this.deserializer = new WeirAvroDeserializer<>(type, client, NullValues.TOMBSTONE);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
