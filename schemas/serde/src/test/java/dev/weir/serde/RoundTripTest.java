package dev.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Every record of the catalogue survives writing and reading, whatever is in it. */
class RoundTripTest {
  private final SchemaRegistryClient registry = new MockSchemaRegistryClient();

  @Property(tries = 600)
  void record_writtenByAvro_isReadAndWrittenAgainEqual(
      @ForAll("topicsWithSchema") WeirTopic topic, @ForAll long seed) throws Exception {
    roundTrip(topic, topic.valueClass().orElseThrow(), seed);
  }

  private <T extends SpecificRecord> void roundTrip(WeirTopic topic, Class<T> type, long seed)
      throws Exception {
    Schema schema = topic.valueSchema().orElseThrow();
    int id = registry.register(topic.subject("t."), new AvroSchema(schema));
    byte[] original = Wire.encode(id, schema, new RandomRecords(seed).next(schema));
    WeirAvroSerde<T> serde = new WeirAvroSerde<>(type, registry);

    T first = serde.deserializer().deserialize(topic.topicName("t."), original);
    byte[] written = serde.serializer().serialize(topic.topicName("t."), first);
    T second = serde.deserializer().deserialize(topic.topicName("t."), written);

    assertThat(first).isInstanceOf(type);
    assertThat(second).isEqualTo(first);
    assertThat(written).hasSameSizeAs(original);
  }

  @Provide
  Arbitrary<WeirTopic> topicsWithSchema() {
    return Arbitraries.of(WeirTopic.class).filter(topic -> topic.valueClass().isPresent());
  }
}
