package dev.weir.streams;

import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.batch.TextScoringProcessors;
import dev.weir.streams.record.Answers;
import dev.weir.streams.record.KafkaTimestamps;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * Text scoring as a topology: one source, one processor, one sink, and a task for each partition
 * number of the two input topics. There is no repartitioning, so deduplication, campaigns and
 * authors know what is in their partition (docs/decisions/0052).
 */
final class TextTopology {

  private static final String SOURCE = "text-events";
  private static final String SCORING = "text-scoring";
  private static final String SINK = "answers";

  private TextTopology() {}

  private static List<String> inputs(String topicPrefix) {
    return List.of(
        WeirTopic.COMMENTS.topicName(topicPrefix), WeirTopic.CHAT_MESSAGES.topicName(topicPrefix));
  }

  /** The topics that are read or written, prefix included. */
  static List<String> topics(String topicPrefix) {
    return Stream.concat(
            inputs(topicPrefix).stream(),
            Stream.of(WeirTopic.TEXT_VERDICTS, WeirTopic.DEAD_LETTERS)
                .map(topic -> topic.topicName(topicPrefix)))
        .toList();
  }

  static Topology of(String topicPrefix, TextScoringProcessors scoring) {
    return new Topology()
        .addSource(
            AutoOffsetReset.earliest(),
            SOURCE,
            new KafkaTimestamps(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            inputs(topicPrefix).toArray(String[]::new))
        .addProcessor(SCORING, scoring, SOURCE)
        .addSink(SINK, Answers.topics(), new ByteArraySerializer(), Answers.values(), SCORING);
  }
}
