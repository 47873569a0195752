package dev.weir.streams.record;

import dev.weir.serde.topic.WeirTopic;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/**
 * What the sub-topologies of the learning application read. A topic can be the source of one stream
 * only, so they share these; each is the bytes of the broker under its Kafka timestamp.
 *
 * @param textVerdicts verdicts on texts
 * @param fraudVerdicts verdicts on transactions
 * @param feedback what people said of verdicts
 * @param erasures who is to be forgotten
 * @param examples what the application itself wrote
 */
public record LearningInputs(
    KStream<byte[], byte[]> textVerdicts,
    KStream<byte[], byte[]> fraudVerdicts,
    KStream<byte[], byte[]> feedback,
    KStream<byte[], byte[]> erasures,
    KStream<byte[], byte[]> examples) {

  private static final List<WeirTopic> TOPICS =
      List.of(
          WeirTopic.TEXT_VERDICTS,
          WeirTopic.FRAUD_VERDICTS,
          WeirTopic.FEEDBACK,
          WeirTopic.ERASURES,
          WeirTopic.LABELLED_EXAMPLES);

  /** Adds the sources. */
  public static LearningInputs of(StreamsBuilder builder, String topicPrefix) {
    List<KStream<byte[], byte[]>> all =
        TOPICS.stream().map(topic -> source(builder, topic, topicPrefix)).toList();
    return new LearningInputs(all.get(0), all.get(1), all.get(2), all.get(3), all.get(4));
  }

  private static KStream<byte[], byte[]> source(
      StreamsBuilder builder, WeirTopic topic, String topicPrefix) {
    return builder.stream(
        topic.topicName(topicPrefix),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
            .withTimestampExtractor(new KafkaTimestamps())
            .withOffsetResetPolicy(AutoOffsetReset.earliest())
            .withName("learning-" + topic.shortName()));
  }

  /** Names of the topics, prefix included. */
  public static Stream<String> topics(String topicPrefix) {
    return TOPICS.stream().map(topic -> topic.topicName(topicPrefix));
  }
}
