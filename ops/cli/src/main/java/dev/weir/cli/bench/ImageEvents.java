package dev.weir.cli.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Images of 28 × 28 random numbers from 0 to 1, one a message. Not thread-safe. */
final class ImageEvents {

  static final int COLUMNS = 28 * 28;

  private static final int DIFFERENT = 500;
  private static final Schema ROW =
      SchemaBuilder.record("TensorRow")
          .namespace("dev.weir.bench")
          .fields()
          .requiredLong("id")
          .requiredBytes("data")
          .endRecord();

  private final String topic;
  private final List<byte[]> values = new ArrayList<>();
  private long sent;

  private ImageEvents(String topic) {
    this.topic = topic;
  }

  /** {@code {"id":1,"data":[…]}}, as the Crayfish benchmark sends images. */
  static ImageEvents json(String topic, long seed) throws IOException {
    ImageEvents events = new ImageEvents(topic);
    Random random = new Random(seed);
    JsonFactory json = new JsonFactory();
    for (int id = 0; id < DIFFERENT; id++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (JsonGenerator generator = json.createGenerator(out)) {
        generator.writeStartObject();
        generator.writeNumberField("id", id);
        generator.writeArrayFieldStart("data");
        for (int i = 0; i < COLUMNS; i++) {
          generator.writeNumber(random.nextFloat());
        }
        generator.writeEndArray();
        generator.writeEndObject();
      }
      events.values.add(out.toByteArray());
    }
    return events;
  }

  /** Avro in Confluent wire format, the numbers as bytes of little-endian floats. */
  static ImageEvents avro(String topic, String schemaRegistry, long seed) throws IOException {
    ImageEvents events = new ImageEvents(topic);
    Random random = new Random(seed);
    int schemaId = register(topic, schemaRegistry);
    for (int id = 0; id < DIFFERENT; id++) {
      ByteBuffer data = ByteBuffer.allocate(COLUMNS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < COLUMNS; i++) {
        data.putFloat(random.nextFloat());
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(0);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      encoder.writeLong(id);
      encoder.writeBytes(data.flip());
      encoder.flush();
      events.values.add(out.toByteArray());
    }
    return events;
  }

  private static int register(String topic, String schemaRegistry) throws IOException {
    try (SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(schemaRegistry))) {
      return registry.register(topic + "-value", new AvroSchema(ROW));
    } catch (RestClientException e) {
      throw new IOException("the registry refuses the schema of images: " + e.getMessage(), e);
    }
  }

  ProducerRecord<byte[], byte[]> next() {
    return new ProducerRecord<>(topic, values.get((int) (sent++ % values.size())));
  }

  /** Size of a message, in bytes. */
  int messageBytes() {
    return values.get(0).length;
  }
}
