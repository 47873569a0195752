package dev.weir.serde;

import static dev.weir.serde.UndecodableRecordException.Reason.BAD_MAGIC;
import static dev.weir.serde.UndecodableRecordException.Reason.MALFORMED;
import static dev.weir.serde.UndecodableRecordException.Reason.NULL_VALUE;
import static dev.weir.serde.UndecodableRecordException.Reason.TOO_SHORT;

import dev.weir.serde.wire.BoundedDecoder;
import dev.weir.serde.wire.WireFormat;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in Confluent wire format, strictly: the writer's schema must be an earlier or later
 * version of the same record, and the bytes must end where the record does.
 *
 * <p>Thread-safe: decoders and readers are per thread. The registry is asked once a schema id and
 * thread, through the client's cache.
 *
 * @param <T> generated class of the values
 */
public final class WeirAvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
  private final RecordModel model;
  private final WriterSchemas writerSchemas;
  private final NullValues nullValues;
  private final ThreadLocal<Readers> readers = ThreadLocal.withInitial(Readers::new);

  /**
   * @param client stays the caller's, who closes it
   */
  public WeirAvroDeserializer(Class<T> type, SchemaRegistryClient client, NullValues nullValues) {
    this.model = RecordModel.of(type);
    this.writerSchemas = new WriterSchemas(model.schema(), client);
    this.nullValues = nullValues;
  }

  /** A deserializer that rejects null values. */
  public WeirAvroDeserializer(Class<T> type, SchemaRegistryClient client) {
    this(type, client, NullValues.REJECT);
  }

  /**
   * The record in {@code bytes}.
   *
   * @throws UndecodableRecordException if the bytes are wrong; retrying does not help
   * @throws RegistryUnavailableException if the registry does not answer; try again later
   */
  @Override
  public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      if (nullValues == NullValues.TOMBSTONE) {
        return null;
      }
      throw new UndecodableRecordException(
          NULL_VALUE, "no value, expected a " + model.schema().getFullName());
    }
    if (bytes.length < WireFormat.HEADER_BYTES) {
      throw new UndecodableRecordException(
          TOO_SHORT,
          bytes.length
              + " bytes, expected at least "
              + WireFormat.HEADER_BYTES
              + "; check that the producer writes Avro in Confluent wire format");
    }
    if (bytes[0] != WireFormat.MAGIC) {
      throw new UndecodableRecordException(
          BAD_MAGIC,
          "first byte is "
              + bytes[0]
              + ", expected "
              + WireFormat.MAGIC
              + "; check that the producer writes Avro in Confluent wire format");
    }
    return readers.get().read(bytes, WireFormat.schemaId(bytes));
  }

  /** Readers of one thread. */
  private final class Readers {
    private final BoundedDecoder decoder = new BoundedDecoder();
    private final Map<Integer, DatumReader<T>> byWriterId = new HashMap<>();

    T read(byte[] bytes, int schemaId) {
      DatumReader<T> reader = readerFor(schemaId);
      decoder.reset(bytes, WireFormat.HEADER_BYTES);
      T value;
      try {
        value = reader.read(null, decoder);
      } catch (IOException | RuntimeException e) {
        throw new UndecodableRecordException(
            MALFORMED, "the bytes do not follow schema id " + schemaId + ": " + e.getMessage(), e);
      }
      if (decoder.remaining() > 0) {
        throw new UndecodableRecordException(
            MALFORMED,
            decoder.remaining() + " bytes left after the record of schema id " + schemaId);
      }
      return value;
    }

    private DatumReader<T> readerFor(int schemaId) {
      DatumReader<T> known = byWriterId.get(schemaId);
      if (known != null) {
        return known;
      }
      DatumReader<T> reader =
          new SpecificDatumReader<>(writerSchemas.schemaOf(schemaId), model.schema(), model.data());
      byWriterId.put(schemaId, reader);
      return reader;
    }
  }
}
