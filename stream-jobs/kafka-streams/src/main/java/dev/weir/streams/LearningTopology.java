package dev.weir.streams;

import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.drift.DriftSettings;
import dev.weir.streams.drift.DriftTopology;
import dev.weir.streams.feedback.FeedbackJoining;
import dev.weir.streams.record.LearningInputs;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
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
            Stream.of(WeirTopic.DRIFT, WeirTopic.DEAD_LETTERS)
                .map(topic -> topic.topicName(topicPrefix)))
        .toList();
  }

  /**
   * @param registry stays the caller's, who closes it after the streams have stopped
   */
  static Topology of(
      String topicPrefix,
      FeedbackJoining labels,
      DriftSettings drift,
      SchemaRegistryClient registry) {
    StreamsBuilder builder = new StreamsBuilder();
    LearningInputs inputs = LearningInputs.of(builder, topicPrefix);
    labels.addTo(inputs, topicPrefix);
    DriftTopology.addTo(
        DriftTopology.inputs().stream().map(inputs::of).toList(), topicPrefix, registry, drift);
    return builder.build();
  }
}
