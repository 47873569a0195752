package dev.weir.serde;

import dev.weir.serde.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of a topic in Confluent wire format, under the subject {@code <topic>-value}.
 *
 * <p>Thread-safe: encoders and buffers are per thread. The registry is asked once a topic.
 *
 * @param <T> generated class of the values
 */
public final class WeirAvroSerializer<T extends SpecificRecord> implements Serializer<T> {
  private final String recordName;
  private final SchemaIds ids;
  private final DatumWriter<T> writer;
  private final ThreadLocal<Buffer> buffers = ThreadLocal.withInitial(Buffer::new);

  /**
   * @param client stays the caller's, who closes it
   */
  public WeirAvroSerializer(
      Class<T> type, SchemaRegistryClient client, SchemaRegistration registration) {
    RecordModel model = RecordModel.of(type);
    this.recordName = model.schema().getFullName();
    this.ids = new SchemaIds(model.schema(), client, registration);
    this.writer = new EntriesWriter<>(model.schema(), model.data());
  }

  /** A serializer that registers its schema where a topic does not have it yet. */
  public WeirAvroSerializer(Class<T> type, SchemaRegistryClient client) {
    this(type, client, SchemaRegistration.REGISTER);
  }

  /**
   * The bytes of {@code value}; null, a tombstone, for null.
   *
   * @throws SerializationException if a required field is null, or the registry does not take the
   *     schema for this topic
   * @throws RegistryUnavailableException if the registry does not answer; try again later
   */
  @Override
  public byte @Nullable [] serialize(String topic, @Nullable T value) {
    if (value == null) {
      return null;
    }
    int id = ids.idFor(topic);
    Buffer buffer = buffers.get();
    try {
      return buffer.write(value, id, writer);
    } catch (IOException | RuntimeException e) {
      throw new SerializationException(
          "topic " + topic + ": this " + recordName + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Output of one thread. */
  private static final class Buffer {
    private static final byte[] NO_HEADER_YET = new byte[WireFormat.HEADER_BYTES];

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private @Nullable BinaryEncoder encoder;

    <T> byte[] write(T value, int schemaId, DatumWriter<T> writer) throws IOException {
      out.reset();
      out.write(NO_HEADER_YET, 0, NO_HEADER_YET.length);
      BinaryEncoder current = EncoderFactory.get().binaryEncoder(out, encoder);
      encoder = null; // after a failure it would still hold half a record
      writer.write(value, current);
      current.flush();
      encoder = current;
      byte[] bytes = out.toByteArray();
      WireFormat.writeHeader(bytes, schemaId);
      return bytes;
    }
  }
}
