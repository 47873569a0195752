package dev.weir.flink.kafka;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RecordHeader;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Hands records that are already serialised to the producer, each to the topic that it names. */
public final class OutboundRecordWriter implements KafkaRecordSerializationSchema<OutboundRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutboundRecord record, KafkaSinkContext context, @Nullable Long timestamp) {
    ProducerRecord<byte[], byte[]> out =
        new ProducerRecord<>(record.topic(), record.key(), record.value());
    for (RecordHeader header : record.headers()) {
      out.headers().add(header.key(), header.value());
    }
    return out;
  }
}
