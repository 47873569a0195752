package dev.weir.streams.record;

import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Kafka Streams' record and its position as one plain value. */
public final class RawRecords {

  private RawRecords() {}

  /** The record as the broker delivered it; arrays are shared. */
  public static RawRecord of(Record<byte[], byte[]> record, RecordMetadata position) {
    return new RawRecord(
        position.topic(),
        position.partition(),
        position.offset(),
        record.timestamp(),
        record.key(),
        record.value(),
        headers(record.headers()));
  }

  private static List<RecordHeader> headers(Headers headers) {
    Header[] all = headers.toArray();
    if (all.length == 0) {
      return List.of();
    }
    List<RecordHeader> copies = new ArrayList<>(all.length);
    for (Header header : all) {
      copies.add(new RecordHeader(header.key(), header.value()));
    }
    return copies;
  }
}
