package dev.weir.flink.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSerializersTest {

  private static final List<RecordHeader> HEADERS =
      List.of(
          RecordHeader.ofText("traceparent", "00-ab"),
          new RecordHeader("empty", new byte[0]),
          new RecordHeader("null-äß", null));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 126, 127, 128, 16_383, 70_000})
  void raw_ofAnySize_isReadAsWritten(int size) throws IOException {
    byte[] value = new byte[size];
    Arrays.fill(value, (byte) 7);
    RawRecord record = new RawRecord("weir.comments", 3, 1L << 40, -1, null, value, HEADERS);

    RawRecord read = throughBytes(record, new RawRecordSerializer());

    assertThat(read).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void raw_withNeitherKeyNorValue_keepsBothNull() throws IOException {
    RawRecord record = new RawRecord("t", 0, 0, 0, null, null, List.of());

    RawRecord read = throughBytes(record, new RawRecordSerializer());

    assertThat(read.key()).isNull();
    assertThat(read.value()).isNull();
    assertThat(read.headers()).isEmpty();
  }

  @Test
  void raw_ofChangingTopics_keepEachItsOwn() throws IOException {
    RawRecordSerializer serializer = new RawRecordSerializer();
    for (String topic : List.of("comments", "comments", "chat", "comment5", "comments", "")) {
      RawRecord record = new RawRecord(topic, 0, 0, 0, null, null, List.of());

      assertThat(throughBytes(record, serializer).topic()).isEqualTo(topic);
    }
  }

  @Test
  void outbound_withHeaders_isReadAsWritten() throws IOException {
    OutboundRecord record =
        new OutboundRecord("dead-letters", "k".getBytes(UTF_8), new byte[0], HEADERS);

    OutboundRecord read = throughBytes(record, new OutboundRecordSerializer());

    assertThat(read).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void type_givesEachTaskItsOwnSerializer() {
    SerializerConfigImpl config = new SerializerConfigImpl();

    TypeSerializer<RawRecord> first = RawRecordSerializer.TYPE.createSerializer(config);

    assertThat(RawRecordSerializer.TYPE.createSerializer(config))
        .isNotSameAs(first)
        .isEqualTo(first)
        .isNotEqualTo(OutboundRecordSerializer.TYPE.createSerializer(config));
    assertThat(first.duplicate()).isNotSameAs(first);
  }

  static <T> T throughBytes(T value, TypeSerializer<T> serializer) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    serializer.serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T read = serializer.deserialize(in);
    assertThat(in.available()).as("bytes left over").isZero();
    return read;
  }
}
