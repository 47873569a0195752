package dev.weir.formats;

import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import org.apache.avro.specific.SpecificRecord;

/** What producers and consumers are given. */
record KafkaFormat(SchemaRegistryClient registry) implements Format {

  @Override
  public <T extends SpecificRecord> byte[] write(String topic, T value, Class<T> type) {
    return new WeirAvroSerializer<>(type, registry).serialize(topic, value);
  }

  @Override
  public <T extends SpecificRecord> T read(String topic, byte[] bytes, Class<T> type) {
    return new WeirAvroDeserializer<>(type, registry).deserialize(topic, bytes);
  }

  @Override
  public String toString() {
    return "Kafka";
  }
}
