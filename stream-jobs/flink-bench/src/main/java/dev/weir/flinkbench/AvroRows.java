package dev.weir.flinkbench;

import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Avro in Confluent wire format: an id, and the numbers as 32-bit floats, little-endian, in a field
 * of bytes, as tensors travel.
 */
final class AvroRows implements RowCodec {

  static final Schema SCHEMA =
      SchemaBuilder.record("TensorRow")
          .namespace("dev.weir.bench")
          .fields()
          .requiredLong("id")
          .requiredBytes("data")
          .endRecord();

  private static final int HEADER_BYTES = 5;
  private static final int ANSWER_BYTES = 64;

  private final int readId;
  private final int writeId;
  private @Nullable BinaryDecoder decoder;
  private @Nullable BinaryEncoder encoder;
  private @Nullable ByteBuffer data;

  AvroRows(int readId, int writeId) {
    this.readId = readId;
    this.writeId = writeId;
  }

  static AvroRows open(String schemaRegistry, String in, String out) throws IOException {
    try (SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(schemaRegistry))) {
      AvroSchema schema = new AvroSchema(SCHEMA);
      return new AvroRows(
          registry.register(in + "-value", schema), registry.register(out + "-value", schema));
    } catch (RestClientException e) {
      throw new IOException("the registry refuses the schema of rows: " + e.getMessage(), e);
    }
  }

  @Override
  public long read(byte[] value, float[] row) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(value);
    if (value.length < HEADER_BYTES || header.get() != 0 || header.getInt() != readId) {
      throw new IOException("expected Confluent wire format with schema id " + readId);
    }
    decoder =
        DecoderFactory.get()
            .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, decoder);
    long id = decoder.readLong();
    data = decoder.readBytes(data);
    int count = data.remaining() / Float.BYTES;
    if (count == row.length) {
      data.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
    }
    return RowCodec.checked(id, count, row.length);
  }

  @Override
  public byte[] write(long id, float[] scores) throws IOException {
    ByteBuffer numbers =
        ByteBuffer.allocate(scores.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    numbers.asFloatBuffer().put(scores);
    ByteArrayOutputStream out = new ByteArrayOutputStream(ANSWER_BYTES);
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(writeId).array());
    encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
    encoder.writeLong(id);
    encoder.writeBytes(numbers);
    encoder.flush();
    return out.toByteArray();
  }
}
