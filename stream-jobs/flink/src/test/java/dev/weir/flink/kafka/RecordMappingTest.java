package dev.weir.flink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class RecordMappingTest {

  @Test
  void deserialize_record_isTakenAsItLies() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("a", new byte[] {1}).add("a", null);
    byte[] key = {2};
    byte[] value = {3};
    List<RawRecord> out = new ArrayList<>();

    new RawRecordReader()
        .deserialize(
            new ConsumerRecord<>(
                "in",
                1,
                2,
                3,
                TimestampType.LOG_APPEND_TIME,
                1,
                1,
                key,
                value,
                headers,
                Optional.empty()),
            new ListCollector<>(out));

    assertThat(out)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.position()).isEqualTo("in-1@2");
              assertThat(record.timestamp()).isEqualTo(3);
              assertThat(record.key()).isSameAs(key);
              assertThat(record.value()).isSameAs(value);
              assertThat(record.headers()).extracting(RecordHeader::key).containsExactly("a", "a");
              assertThat(record.headers().get(0).value()).containsExactly(1);
              assertThat(record.headers().get(1).value()).isNull();
            });
  }

  @Test
  void deserialize_nullKeyAndValue_stayNull() {
    List<RawRecord> out = new ArrayList<>();

    new RawRecordReader()
        .deserialize(new ConsumerRecord<>("in", 0, 0, null, null), new ListCollector<>(out));

    assertThat(out).singleElement().satisfies(record -> assertThat(record.value()).isNull());
    assertThat(out.get(0).sizeInBytes()).isZero();
  }

  @Test
  void serialize_record_goesToItsOwnTopic() {
    List<RecordHeader> headers =
        List.of(RecordHeader.ofText("a", "1"), new RecordHeader("b", null));

    ProducerRecord<byte[], byte[]> record =
        new OutboundRecordWriter("out")
            .serialize(new OutboundRecord("out", null, new byte[] {1}, headers), null, null);

    assertThat(record.topic()).isEqualTo("out");
    assertThat(record.partition()).isNull();
    assertThat(record.key()).isNull();
    assertThat(record.value()).containsExactly(1);
    assertThat(record.headers().toArray()).hasSize(2);
    assertThat(record.headers().lastHeader("b").value()).isNull();
  }

  @Test
  void typeInformation_ofRecords_needsNoKryo() throws IOException {
    RawRecord record =
        new RawRecord("in", 1, 2, 3, null, new byte[] {4}, List.of(RecordHeader.ofText("a", "1")));

    RawRecord copy = roundTrip(record, new RawRecordReader().getProducedType());

    assertThat(copy).usingRecursiveComparison().isEqualTo(record);
    assertThat(TypeInformation.of(OutboundRecord.class)).isInstanceOf(PojoTypeInfo.class);
  }

  private static <T> T roundTrip(T value, TypeInformation<T> type) throws IOException {
    Configuration noKryo = new Configuration();
    noKryo.set(PipelineOptions.GENERIC_TYPES, false);
    TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl(noKryo));
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
  }
}
