package dev.weir.flink.kafka;

import dev.weir.flink.wire.RawRecordSerializer;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes records as they lie in Kafka; nothing that a producer writes can make it fail. */
public final class RawRecordReader implements KafkaRecordDeserializationSchema<RawRecord> {

  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    out.collect(
        new RawRecord(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value(),
            headers(record)));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return RawRecordSerializer.TYPE;
  }

  private static List<RecordHeader> headers(ConsumerRecord<byte[], byte[]> record) {
    Header[] all = record.headers().toArray();
    if (all.length == 0) {
      return List.of();
    }
    List<RecordHeader> headers = new ArrayList<>(all.length);
    for (Header header : all) {
      headers.add(new RecordHeader(header.key(), header.value()));
    }
    return headers;
  }
}
