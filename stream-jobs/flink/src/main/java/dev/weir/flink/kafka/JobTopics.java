package dev.weir.flink.kafka;

import dev.weir.flink.options.JobSettings;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.topic.WeirTopic;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;

/** The topics that a job reads and writes, as sources and sink. */
public final class JobTopics {

  /** Room for the largest record that the topics take, and the headers of a dead letter. */
  private static final int MAX_REQUEST_BYTES = WeirTopic.DEAD_LETTERS.maxMessageBytes() + 64 * 1024;

  /** Some four hundred verdicts: the broker's work goes by requests more than by bytes. */
  private static final int BATCH_BYTES = 128 * 1024;

  /**
   * How long an answer waits for a broker that is away. Kafka's own minute would be over sooner
   * than many a broker is back, and the writer that then fails to close takes the TaskManager with
   * it.
   */
  private static final String BROKER_AWAY_LIMIT_MS =
      Long.toString(Duration.ofMinutes(5).toMillis());

  private JobTopics() {}

  /**
   * Those topics from the group's committed offsets, or from the beginning. Records of aborted
   * transactions are not read. Offsets are committed at checkpoints; new partitions are found while
   * the job runs.
   *
   * @param client beginning of the client ids, another one for each source of a job
   */
  public static KafkaSource<RawRecord> source(JobSettings job, String client, WeirTopic... topics) {
    return source(job, client, committedOffsets(), topics);
  }

  /** The group's committed offsets, or the beginning. */
  @SuppressWarnings("deprecation") // the connector's signature still takes Kafka's old enum
  public static OffsetsInitializer committedOffsets() {
    return OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
  }

  /**
   * The same from other offsets.
   *
   * @param starts where, unless the job goes on from a checkpoint or savepoint with its own
   */
  public static KafkaSource<RawRecord> source(
      JobSettings job, String client, OffsetsInitializer starts, WeirTopic... topics) {
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(job.bootstrapServers())
        .setTopics(names(job, topics))
        .setGroupId(job.groupId())
        .setClientIdPrefix(client)
        .setStartingOffsets(starts)
        .setDeserializer(new RawRecordReader())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "true")
        .setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "30000")
        .build();
  }

  /**
   * A topic up to an end, read once: no offsets are committed. Records of aborted transactions are
   * not read.
   *
   * @param from Kafka timestamp of the first record; empty for the oldest one
   * @param ends the first offset of each partition that is not read
   */
  public static KafkaSource<RawRecord> history(
      JobSettings job, String client, OptionalLong from, Map<TopicPartition, Long> ends) {
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(job.bootstrapServers())
        .setPartitions(new HashSet<>(ends.keySet()))
        .setClientIdPrefix(client)
        .setStartingOffsets(
            from.isPresent()
                ? OffsetsInitializer.timestamp(from.getAsLong())
                : OffsetsInitializer.earliest())
        .setBounded(OffsetsInitializer.offsets(ends))
        .setDeserializer(new RawRecordReader())
        .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
        .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
        .build();
  }

  /** All that a job answers in one sink, dead letters too, so that a transaction holds all. */
  public static KafkaSink<OutboundRecord> sink(JobSettings job, WeirTopic... topics) {
    KafkaSinkBuilder<OutboundRecord> sink =
        KafkaSink.<OutboundRecord>builder()
            .setBootstrapServers(job.bootstrapServers())
            .setRecordSerializer(
                new OutboundRecordWriter(names(job, topics).toArray(String[]::new)))
            .setProperty(ProducerConfig.LINGER_MS_CONFIG, "1")
            .setProperty(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, job.delivery().compression().toString())
            .setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES))
            .setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, BROKER_AWAY_LIMIT_MS)
            .setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, BROKER_AWAY_LIMIT_MS)
            .setProperty(
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(MAX_REQUEST_BYTES));
    if (job.delivery().exactlyOnce()) {
      return sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
          .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
          .setTransactionalIdPrefix(job.groupId())
          .setProperty(
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
              Long.toString(job.delivery().transactionTimeout().toMillis()))
          .build();
    }
    return sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
  }

  private static List<String> names(JobSettings job, WeirTopic... topics) {
    return Arrays.stream(topics).map(topic -> topic.topicName(job.topicPrefix())).toList();
  }
}
