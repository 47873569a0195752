package dev.weir.flink.backfill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.flink.options.FraudBackfillOptions;
import dev.weir.flink.options.JobSettings;
import dev.weir.serde.topic.WeirTopic;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where history ends and the live job begins: the first offset of each partition that the backfill
 * has not read. Immutable.
 *
 * @param cluster Kafka's id of the cluster that these offsets are of
 * @param settings of the backfill that its state depends on, by their options
 * @param offsets by topic and partition
 */
public record HandOver(
    String cluster, Map<String, String> settings, Map<String, Map<Integer, Long>> offsets) {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  public HandOver {
    settings = new TreeMap<>(settings);
    offsets = new TreeMap<>(offsets);
    offsets.replaceAll((topic, partitions) -> new TreeMap<>(partitions));
    offsets.forEach(
        (topic, partitions) ->
            partitions.forEach(
                (partition, offset) -> {
                  if (offset == null || offset < 0) {
                    throw new IllegalArgumentException(
                        "partition "
                            + partition
                            + " of "
                            + topic
                            + ": expected an offset from 0 on; got "
                            + offset);
                  }
                }));
  }

  /**
   * The point that a backfill with these options ends at, fixed now.
   *
   * @throws dev.weir.flink.options.UsageException when Kafka does not answer, or a topic is not
   *     there
   */
  public static HandOver now(FraudBackfillOptions options, WeirTopic... topics) {
    JobSettings job = options.job().settings();
    try (Broker broker = new Broker(job.bootstrapServers())) {
      Map<String, Map<Integer, Long>> ends = new TreeMap<>();
      for (WeirTopic topic : topics) {
        String name = topic.topicName(job.topicPrefix());
        ends.put(name, broker.from(name, options.until()));
      }
      return new HandOver(broker.clusterId(), LiveStart.settings(options.job()), ends);
    }
  }

  /** The offsets of a topic; none where the backfill has not read it. */
  public Map<TopicPartition, Long> of(String topic) {
    Map<TopicPartition, Long> of = new HashMap<>();
    offsets
        .getOrDefault(topic, Map.of())
        .forEach((partition, offset) -> of.put(new TopicPartition(topic, partition), offset));
    return of;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  static HandOver parse(String json) {
    try {
      return JSON.readValue(json, HandOver.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a hand-over point is always JSON", e);
    }
  }
}
