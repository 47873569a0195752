package dev.weir.serde;

import static dev.weir.serde.UndecodableRecordException.Reason.BAD_MAGIC;
import static dev.weir.serde.UndecodableRecordException.Reason.MALFORMED;
import static dev.weir.serde.UndecodableRecordException.Reason.NULL_VALUE;
import static dev.weir.serde.UndecodableRecordException.Reason.TOO_SHORT;
import static dev.weir.serde.UndecodableRecordException.Reason.UNKNOWN_SCHEMA_ID;
import static dev.weir.serde.UndecodableRecordException.Reason.WRONG_SCHEMA;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.Erasure;
import dev.weir.serde.wire.WireFormat;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;

class WeirAvroDeserializerTest {
  private static final String TOPIC = "weir.comments";

  private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
  private final WeirAvroSerializer<CommentPosted> serializer =
      new WeirAvroSerializer<>(CommentPosted.class, registry);
  private final WeirAvroDeserializer<CommentPosted> deserializer =
      new WeirAvroDeserializer<>(CommentPosted.class, registry);

  @Test
  void deserialize_null_isRejected() {
    assertThat(failure(null).reason()).isEqualTo(NULL_VALUE);
  }

  @Test
  void deserialize_nullAsTombstone_isNull() {
    WeirAvroSerde<CommentPosted> serde = new WeirAvroSerde<>(CommentPosted.class, registry);

    assertThat(serde.deserializer().deserialize(TOPIC, null)).isNull();
  }

  @Test
  void deserialize_lessThanHeader_isTooShort() {
    assertThat(failure(new byte[4]).reason()).isEqualTo(TOO_SHORT);
    assertThat(failure(new byte[0]).reason()).isEqualTo(TOO_SHORT);
  }

  @Test
  void deserialize_json_hasBadMagic() {
    UndecodableRecordException failure = failure("{\"text\":1}".getBytes(UTF_8));

    assertThat(failure.reason()).isEqualTo(BAD_MAGIC);
    assertThat(failure).hasMessageContaining("Confluent wire format");
  }

  @Test
  void deserialize_idNobodyRegistered_isUnknown() {
    byte[] bytes = serializer.serialize(TOPIC, Wire.comment());
    WireFormat.writeHeader(bytes, 4711);

    assertThat(failure(bytes).reason()).isEqualTo(UNKNOWN_SCHEMA_ID);
    assertThat(failure(bytes)).hasMessageContaining("4711").hasMessageContaining("CommentPosted");
  }

  @Test
  void deserialize_recordOfOtherName_isWrongSchemaEvenIfItsFieldsFit() throws Exception {
    Schema lookalike =
        new Schema.Parser()
            .parse(
                CommentPosted.getClassSchema()
                    .toString()
                    .replace("\"CommentPosted\"", "\"Lookalike\""));
    int id = registry.register("other-value", new AvroSchema(lookalike));

    byte[] bytes = Wire.encode(id, lookalike, new RandomRecords(1).next(lookalike));

    assertThat(failure(bytes).reason()).isEqualTo(WRONG_SCHEMA);
    assertThat(failure(bytes)).hasMessageContaining("Lookalike");
  }

  @Test
  void deserialize_sameNameWithoutRequiredField_isWrongSchema() throws Exception {
    Schema stump =
        SchemaBuilder.record("CommentPosted")
            .namespace("dev.weir.schemas")
            .fields()
            .requiredString("event_id")
            .endRecord();
    int id = registry.register("stump-value", new AvroSchema(stump));
    GenericData.Record record = new GenericData.Record(stump);
    record.put("event_id", "e-1");

    UndecodableRecordException failure = failure(Wire.encode(id, stump, record));

    assertThat(failure.reason()).isEqualTo(WRONG_SCHEMA);
    assertThat(failure).hasMessageContaining("occurred_at");
  }

  @Test
  void deserialize_schemaThatIsNoRecord_isWrongSchema() throws Exception {
    Schema string = Schema.create(Schema.Type.STRING);
    int id = registry.register("string-value", new AvroSchema(string));

    assertThat(failure(Wire.encode(id, string, "text")).reason()).isEqualTo(WRONG_SCHEMA);
  }

  @Test
  void deserialize_laterVersionWithFieldMore_skipsIt() throws Exception {
    Schema later = withFieldMore(CommentPosted.getClassSchema());
    int id = registry.register("weir.comments-value", new AvroSchema(later));
    Object datum = new RandomRecords(7).next(later);

    CommentPosted read = deserializer.deserialize(TOPIC, Wire.encode(id, later, datum));

    assertThat(read.getText()).isEqualTo(((GenericData.Record) datum).get("text"));
  }

  @Test
  void deserialize_earlierVersionWithoutOptionalFields_fillsDefaults() throws Exception {
    Schema earlier =
        SchemaBuilder.record("CommentPosted")
            .namespace("dev.weir.schemas")
            .fields()
            .requiredString("event_id")
            .name("occurred_at")
            .type(CommentPosted.getClassSchema().getField("occurred_at").schema())
            .noDefault()
            .requiredString("subject_id")
            .requiredString("author_id")
            .requiredString("text")
            .endRecord();
    int id = registry.register("weir.comments-value", new AvroSchema(earlier));

    CommentPosted read =
        deserializer.deserialize(
            TOPIC, Wire.encode(id, earlier, new RandomRecords(3).next(earlier)));

    assertThat(read.getRating()).isNull();
    assertThat(read.getAuthorSince()).isNull();
  }

  @Test
  void deserialize_byteTooMany_isMalformed() {
    byte[] bytes = serializer.serialize(TOPIC, Wire.comment());

    UndecodableRecordException failure = failure(Arrays.copyOf(bytes, bytes.length + 1));

    assertThat(failure.reason()).isEqualTo(MALFORMED);
    assertThat(failure).hasMessageContaining("1 bytes left");
  }

  @Test
  void deserialize_lengthOfTwoGigabytes_isMalformedWithoutAllocatingThem() {
    byte[] header = Arrays.copyOf(serializer.serialize(TOPIC, Wire.comment()), 10);
    byte[] twoBillion = {-128, -48, -84, -13, 14};
    System.arraycopy(twoBillion, 0, header, WireFormat.HEADER_BYTES, twoBillion.length);

    assertThat(failure(header).reason()).isEqualTo(MALFORMED);
  }

  @Test
  void deserialize_afterBadRecord_readsGoodOne() {
    byte[] good = serializer.serialize(TOPIC, Wire.comment());
    failure(Arrays.copyOf(good, good.length - 3));

    assertThat(deserializer.deserialize(TOPIC, good)).isEqualTo(Wire.comment());
  }

  @Property(tries = 2_000)
  void deserialize_damagedRecord_isReadOrUndecodableAndNothingElse(
      @ForAll long seed, @ForAll @IntRange(max = 4_000) int position, @ForAll byte value) {
    serializer.serialize(TOPIC, Wire.comment());
    Schema schema = CommentPosted.getClassSchema();
    byte[] bytes = Wire.encode(1, schema, new RandomRecords(seed).next(schema));
    int body = bytes.length - WireFormat.HEADER_BYTES;
    bytes[WireFormat.HEADER_BYTES + position % body] = value;

    readOrUndecodable(bytes);
    readOrUndecodable(Arrays.copyOf(bytes, WireFormat.HEADER_BYTES + position % body));
  }

  private void readOrUndecodable(byte[] bytes) {
    try {
      assertThat(deserializer.deserialize(TOPIC, bytes)).isNotNull();
    } catch (UndecodableRecordException e) {
      assertThat(e.reason()).isEqualTo(MALFORMED);
    }
  }

  private UndecodableRecordException failure(byte[] bytes) {
    return catchThrowableOfType(
        UndecodableRecordException.class, () -> deserializer.deserialize(TOPIC, bytes));
  }

  private static Schema withFieldMore(Schema schema) {
    String json = schema.toString();
    int last = json.lastIndexOf("]}");
    String more = ",{\"name\":\"mood\",\"type\":{\"type\":\"array\",\"items\":\"string\"}}";
    return new Schema.Parser().parse(json.substring(0, last) + more + json.substring(last));
  }

  @Test
  void deserialize_erasureOnCommentsTopic_isWrongSchema() {
    Schema erasure = Erasure.getClassSchema();
    new WeirAvroSerializer<>(Erasure.class, registry).serialize("weir.erasures", anErasure());

    UndecodableRecordException failure =
        failure(Wire.encode(1, erasure, new RandomRecords(1).next(erasure)));

    assertThat(failure.reason()).isEqualTo(WRONG_SCHEMA);
  }

  private static Erasure anErasure() {
    return Erasure.newBuilder()
        .setEventId("r-1")
        .setOccurredAt(Wire.comment().getOccurredAt())
        .setSubjectKind(dev.weir.schemas.ErasureSubject.AUTHOR)
        .setSubjectId("a-1")
        .setRequestedBy("desk")
        .build();
  }
}
