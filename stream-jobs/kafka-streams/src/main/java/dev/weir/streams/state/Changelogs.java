package dev.weir.streams.state;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** Settings of changelog topics, beside those that Kafka Streams makes. */
final class Changelogs {

  /** Clocks of brokers and of records differ; Kafka Streams adds a day too. */
  private static final Duration SLACK = Duration.ofDays(1);

  private Changelogs() {}

  /** Keeps the last value of each key. */
  static Map<String, String> compacted() {
    return Map.of();
  }

  /** Keeps the last value of each key, and drops it after that time. */
  static Map<String, String> forgettingAfter(Duration time) {
    return Map.of(
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
        TopicConfig.RETENTION_MS_CONFIG,
        Long.toString(time.plus(SLACK).toMillis()));
  }
}
