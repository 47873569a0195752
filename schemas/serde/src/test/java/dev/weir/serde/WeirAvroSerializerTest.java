package dev.weir.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.CommentPosted;
import dev.weir.serde.wire.WireFormat;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class WeirAvroSerializerTest {
  private static final String TOPIC = "weir.comments";

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WeirAvroSerializer<CommentPosted> serializer =
      new WeirAvroSerializer<>(CommentPosted.class, registry);
  private final WeirAvroDeserializer<CommentPosted> deserializer =
      new WeirAvroDeserializer<>(CommentPosted.class, registry);

  @Test
  void serialize_firstRecord_registersUnderTopicsValueSubject() throws Exception {
    byte[] bytes = serializer.serialize(TOPIC, Wire.comment());

    assertThat(registry.getAllSubjects()).containsExactly("weir.comments-value");
    assertThat(bytes[0]).isEqualTo(WireFormat.MAGIC);
    assertThat(WireFormat.schemaId(bytes))
        .isEqualTo(
            registry.getId("weir.comments-value", new AvroSchema(CommentPosted.getClassSchema())));
  }

  @Test
  void serialize_null_isTombstone() {
    assertThat(serializer.serialize(TOPIC, null)).isNull();
  }

  @Test
  void serialize_lookUpOnlyAndNotRegistered_namesSubjectAndNextStep() {
    WeirAvroSerializer<CommentPosted> strict =
        new WeirAvroSerializer<>(CommentPosted.class, registry, SchemaRegistration.LOOK_UP);

    assertThatThrownBy(() -> strict.serialize(TOPIC, Wire.comment()))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("weir.comments-value")
        .hasMessageContaining("register it before writing");
  }

  @Test
  void serialize_afterRecordThatCannotBeWritten_leavesNoTraceOfIt() {
    byte[] expected = serializer.serialize(TOPIC, Wire.comment());
    CommentPosted broken = new CommentPosted();
    broken.put("event_id", "half a record");

    assertThatThrownBy(() -> serializer.serialize(TOPIC, broken))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("dev.weir.schemas.CommentPosted")
        .hasMessageContaining("occurred_at");
    assertThat(serializer.serialize(TOPIC, Wire.comment())).isEqualTo(expected);
  }

  @Test
  void oneInstance_sharedByThreads_keepsRecordsApart() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Integer>> work = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int offset = thread * 1_000;
        work.add(() -> mismatches(offset));
      }
      for (Future<Integer> result : threads.invokeAll(work)) {
        assertThat(result.get()).isZero();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private int mismatches(int offset) {
    Schema schema = CommentPosted.getClassSchema();
    int mismatches = 0;
    for (int i = 0; i < 500; i++) {
      byte[] bytes = Wire.encode(1, schema, new RandomRecords(offset + i).next(schema));
      serializer.serialize(TOPIC, Wire.comment());
      CommentPosted record = deserializer.deserialize(TOPIC, bytes);
      if (!record.equals(deserializer.deserialize(TOPIC, serializer.serialize(TOPIC, record)))) {
        mismatches++;
      }
    }
    return mismatches;
  }
}
