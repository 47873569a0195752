package dev.weir.streams.record;

import static java.util.Objects.requireNonNull;

import dev.weir.serde.topic.WeirTopic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;

/**
 * What the sub-topologies of the learning application read. A topic can be the source of one stream
 * only, so they share these; each is the bytes of the broker under its Kafka timestamp.
 */
public final class LearningInputs {

  private static final List<WeirTopic> TOPICS =
      List.of(
          WeirTopic.COMMENTS,
          WeirTopic.CHAT_MESSAGES,
          WeirTopic.TEXT_VERDICTS,
          WeirTopic.FRAUD_VERDICTS,
          WeirTopic.FEEDBACK,
          WeirTopic.ERASURES,
          WeirTopic.LABELLED_EXAMPLES);

  private final Map<WeirTopic, KStream<byte[], byte[]>> streams = new EnumMap<>(WeirTopic.class);

  private LearningInputs() {}

  /** Adds the sources. */
  public static LearningInputs of(StreamsBuilder builder, String topicPrefix) {
    LearningInputs inputs = new LearningInputs();
    for (WeirTopic topic : TOPICS) {
      inputs.streams.put(topic, source(builder, topic, topicPrefix));
    }
    return inputs;
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

  /** The stream of one of the topics. */
  public KStream<byte[], byte[]> of(WeirTopic topic) {
    return requireNonNull(streams.get(topic), topic.shortName());
  }

  /** Names of the topics, prefix included. */
  public static Stream<String> topics(String topicPrefix) {
    return TOPICS.stream().map(topic -> topic.topicName(topicPrefix));
  }
}
