package dev.weir.formats;

import static dev.weir.formats.RealRegistry.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.ErasureSubject;
import dev.weir.serde.RegistryUnavailableException;
import dev.weir.serde.SchemaRegistration;
import dev.weir.serde.UndecodableRecordException;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.serde.wire.WireFormat;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** How the real registry says no, and what is left of it when it is gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RegistryErrorsIT {
  private static final String COMMENTS = WeirTopic.COMMENTS.topicName(PREFIX);
  private static final Erasure ERASURE =
      new Erasure("r-1", Instant.EPOCH, ErasureSubject.AUTHOR, "a-1", "desk", null);

  private RealRegistry registry;
  private SchemaRegistryClient client;

  @BeforeAll
  void startRegistry(@TempDir Path dir) throws IOException {
    registry = RealRegistry.start(dir);
    client = registry.client();
  }

  @AfterAll
  void stopRegistry() {
    registry.close();
  }

  @Test
  @Order(1)
  void read_idNobodyRegistered_isUnknownAndNoOutage() {
    byte[] bytes = new byte[WireFormat.HEADER_BYTES + 3];
    WireFormat.writeHeader(bytes, 123_456);

    assertThat(undecodable(bytes).reason())
        .isEqualTo(UndecodableRecordException.Reason.UNKNOWN_SCHEMA_ID);
  }

  @Test
  @Order(2)
  void read_recordOfAnotherTopic_isWrongSchema() {
    byte[] erasure =
        new WeirAvroSerializer<>(Erasure.class, client).serialize("weir.erasures", ERASURE);

    assertThat(undecodable(erasure).reason())
        .isEqualTo(UndecodableRecordException.Reason.WRONG_SCHEMA);
  }

  @Test
  @Order(3)
  void write_recordOfAnotherTopic_isRefusedByTheSubjectsRule() {
    assertThatThrownBy(
            () -> new WeirAvroSerializer<>(Erasure.class, client).serialize(COMMENTS, ERASURE))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("weir.comments-value")
        .hasMessageContaining("refuses");
  }

  @Test
  @Order(4)
  void write_lookUpOnlyToUnknownSubject_saysWhatToDo() {
    WeirAvroSerializer<Erasure> strict =
        new WeirAvroSerializer<>(Erasure.class, client, SchemaRegistration.LOOK_UP);

    assertThatThrownBy(() -> strict.serialize("elsewhere", ERASURE))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("elsewhere-value")
        .hasMessageContaining("register it before writing");
    assertThatThrownBy(() -> strict.serialize(COMMENTS, ERASURE))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("not registered");
  }

  @Test
  @Order(5)
  void write_foreignProducersSchemaWithoutJavaHints_isReadable() throws Exception {
    Schema plain =
        new Schema.Parser()
            .parse(
                CommentPosted.getClassSchema()
                    .toString()
                    .replace(
                        "{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\""));
    CommentPosted comment = (CommentPosted) Samples.all().get(WeirTopic.COMMENTS).get(0);
    int id = client.register(WeirTopic.COMMENTS.subject(PREFIX), new AvroSchema(plain));
    byte[] bytes =
        new WeirAvroSerializer<>(CommentPosted.class, client).serialize(COMMENTS, comment);
    WireFormat.writeHeader(bytes, id);

    assertThat(new WeirAvroDeserializer<>(CommentPosted.class, client).deserialize(COMMENTS, bytes))
        .isEqualTo(comment);
  }

  @Test
  @Order(6)
  void registryGone_knownSchemasStillWorkAndNewOnesWait() {
    CommentPosted comment = (CommentPosted) Samples.all().get(WeirTopic.COMMENTS).get(0);
    WeirAvroSerializer<CommentPosted> serializer =
        new WeirAvroSerializer<>(CommentPosted.class, client);
    WeirAvroDeserializer<CommentPosted> deserializer =
        new WeirAvroDeserializer<>(CommentPosted.class, client);
    byte[] bytes = serializer.serialize(COMMENTS, comment);
    deserializer.deserialize(COMMENTS, bytes);

    registry.close();

    assertThat(serializer.serialize(COMMENTS, comment)).isEqualTo(bytes);
    assertThat(deserializer.deserialize(COMMENTS, bytes)).isEqualTo(comment);
    byte[] newcomer = bytes.clone();
    WireFormat.writeHeader(newcomer, 987_654);
    assertThatThrownBy(() -> deserializer.deserialize(COMMENTS, newcomer))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> serializer.serialize("new-topic", comment))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  private UndecodableRecordException undecodable(byte[] bytes) {
    return catchThrowableOfType(
        UndecodableRecordException.class,
        () -> new WeirAvroDeserializer<>(CommentPosted.class, client).deserialize(COMMENTS, bytes));
  }
}
