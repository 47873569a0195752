package dev.weir.flink.kafka;

import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RecordHeader;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Hands records that are already serialised to the producer, each to the topic that it names. Knows
 * all topics beforehand, because the sink looks there for the transactions of a job that died.
 */
public final class OutboundRecordWriter
    implements KafkaRecordSerializationSchema<OutboundRecord>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  private final String[] topics;

  /**
   * @param topics every topic that a record may name
   */
  public OutboundRecordWriter(String... topics) {
    this.topics = topics.clone();
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topics))));
  }

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
