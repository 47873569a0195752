package dev.weir.flinkbench;

import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Sources and sinks of a topic's values as they lie there. */
final class Values {

  private static final int FETCH_BYTES = 8 << 20;

  private Values() {}

  static KafkaSource<byte[]> source(String bootstrapServers, String topic, String group) {
    return KafkaSource.<byte[]>builder()
        .setBootstrapServers(bootstrapServers)
        .setTopics(topic)
        .setGroupId(group)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new ValueReader())
        .setProperty("isolation.level", "read_committed")
        .setProperty("max.partition.fetch.bytes", Integer.toString(FETCH_BYTES))
        .build();
  }

  static KafkaSink<byte[]> sink(String bootstrapServers, String topic) {
    return KafkaSink.<byte[]>builder()
        .setBootstrapServers(bootstrapServers)
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<byte[]>builder()
                .setTopic(topic)
                .setValueSerializationSchema(new ValueWriter())
                .build())
        .setProperty("linger.ms", "1")
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  /** Takes the value and leaves the rest. */
  private static final class ValueReader implements KafkaRecordDeserializationSchema<byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<byte[]> out) {
      out.collect(record.value());
    }

    @Override
    public TypeInformation<byte[]> getProducedType() {
      return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
    }
  }

  /** A class, since Flink wants to see its type. */
  private static final class ValueWriter implements SerializationSchema<byte[]> {

    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(byte[] value) {
      return value;
    }
  }
}
