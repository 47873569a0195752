package dev.weir.streams.record;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The record's own Kafka timestamp. Records of old producers have none, which Kafka tells by -1;
 * they count as of the epoch, where Kafka Streams would stop the application.
 */
public final class KafkaTimestamps implements TimestampExtractor {

  @Override
  public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
    return Math.max(record.timestamp(), 0);
  }
}
