package dev.weir.serde;

import static dev.weir.serde.UndecodableRecordException.Reason.UNKNOWN_SCHEMA_ID;
import static dev.weir.serde.UndecodableRecordException.Reason.WRONG_SCHEMA;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** Finds the schemas that records were written with, and says whether they can be read. */
final class WriterSchemas {
  /** What the client says about a schema that is not Avro, or no valid Avro. */
  private static final String NOT_AVRO = "Invalid schema";

  private final Schema reader;
  private final SchemaRegistryClient client;

  WriterSchemas(Schema reader, SchemaRegistryClient client) {
    this.reader = reader;
    this.client = client;
  }

  /**
   * The schema of that id, which the reader's schema can read.
   *
   * @throws UndecodableRecordException if there is none or it describes something else
   * @throws RegistryUnavailableException if the registry does not answer
   */
  Schema schemaOf(int id) {
    Schema writer = fetch(id);
    if (!writer.getType().equals(Schema.Type.RECORD)
        || !writer.getFullName().equals(reader.getFullName())) {
      throw wrong(id, "describes " + writer.getFullName());
    }
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      throw wrong(id, "cannot be read: " + pair.getResult().getIncompatibilities());
    }
    return writer;
  }

  private Schema fetch(int id) {
    String task = "what schema " + id + " is";
    try {
      ParsedSchema schema = client.getSchemaById(id);
      if (schema.rawSchema() instanceof Schema avro) {
        return avro;
      }
      throw wrong(id, "is no Avro schema");
    } catch (RestClientException e) {
      if (RegistryErrors.isNotFound(e)) {
        throw new UndecodableRecordException(
            UNKNOWN_SCHEMA_ID,
            "schema id "
                + id
                + ": the registry does not know it, "
                + reader.getFullName()
                + " was expected; check that the producer uses the same registry",
            e);
      }
      throw RegistryErrors.unavailable(task, e);
    } catch (IOException e) {
      String message = e.getMessage();
      if (message != null && message.startsWith(NOT_AVRO)) {
        throw wrong(id, "is no Avro schema");
      }
      throw RegistryErrors.unavailable(task, e);
    }
  }

  private UndecodableRecordException wrong(int id, String finding) {
    return new UndecodableRecordException(
        WRONG_SCHEMA,
        "schema id "
            + id
            + ": expected one that can be read as "
            + reader.getFullName()
            + ", it "
            + finding
            + "; check what the producer writes to this topic");
  }
}
