package dev.weir.streams.record;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Outbound records as Kafka Streams forwards them; one sink writes verdicts and dead letters. */
public final class Answers {

  private Answers() {}

  /** The answer as a record of that Kafka timestamp; its key and headers are the record's own. */
  public static Record<byte[], OutboundRecord> record(OutboundRecord answer, long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    for (RecordHeader header : answer.headers()) {
      headers.add(header.key(), header.value());
    }
    return new Record<>(answer.key(), answer, Math.max(timestamp, 0), headers);
  }

  /** The topic that each record names. */
  public static TopicNameExtractor<byte[], OutboundRecord> topics() {
    return (key, answer, context) -> answer.topic();
  }

  /** Writes the bytes that are there. */
  public static Serializer<OutboundRecord> values() {
    return new Bytes();
  }

  private static final class Bytes implements Serializer<OutboundRecord> {
    @Override
    public byte @Nullable [] serialize(String topic, OutboundRecord answer) {
      return answer.value();
    }
  }
}
