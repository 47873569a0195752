package dev.weir.streams;

import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.options.LearningAppOptions;
import dev.weir.streams.record.LearningInputs;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;

/**
 * What the loop from labels to a better model needs of the streams, as one topology: each
 * sub-topology adds itself to the inputs they share. Names of topics and stores are part of what an
 * application keeps: never change one.
 */
final class LearningTopology {

  private LearningTopology() {}

  /** The topics that are read or written, prefix included; not those of Kafka Streams itself. */
  static List<String> topics(String topicPrefix) {
    return Stream.concat(
            LearningInputs.topics(topicPrefix),
            Stream.of(WeirTopic.DEAD_LETTERS).map(topic -> topic.topicName(topicPrefix)))
        .toList();
  }

  static Topology of(LearningAppOptions options) {
    StreamsBuilder builder = new StreamsBuilder();
    LearningInputs unused = LearningInputs.of(builder, options.streams().topicPrefix());
    return builder.build();
  }
}
