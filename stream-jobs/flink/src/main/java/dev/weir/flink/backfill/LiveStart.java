package dev.weir.flink.backfill;

import dev.weir.flink.kafka.JobTopics;
import dev.weir.flink.options.FraudJobOptions;
import dev.weir.flink.options.UsageException;
import dev.weir.serde.topic.WeirTopic;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Where the fraud job begins: behind a backfill, or at the group's committed offsets. Immutable.
 */
public final class LiveStart {

  private final String prefix;
  private final @Nullable HandOver point;

  private LiveStart(String prefix, @Nullable HandOver point) {
    this.prefix = prefix;
    this.point = point;
  }

  /** At the committed offsets. */
  public static LiveStart committed(FraudJobOptions options) {
    return new LiveStart(options.settings().topicPrefix(), null);
  }

  /**
   * As the options say; asks Kafka whether the point is one of its own.
   *
   * @param flink settings of this start, with its savepoint
   * @throws UsageException when the job cannot go on from that point
   */
  public static LiveStart of(FraudJobOptions options, ReadableConfig flink) {
    if (options.startOffsets().isEmpty()) {
      return committed(options);
    }
    if (flink.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isEmpty()) {
      throw new UsageException(
          "option --start-offsets goes with the savepoint of the backfill, or every history would"
              + " be empty; start with `flink run -s SAVEPOINT`, or without the option");
    }
    HandOver point = HandOverFile.read(options.startOffsets());
    checkSettings(point, options);
    try (Broker broker = new Broker(options.settings().bootstrapServers())) {
      checkCluster(point, broker);
    }
    return new LiveStart(options.settings().topicPrefix(), point);
  }

  /** What the state of a backfill depends on, by option. */
  static Map<String, String> settings(FraudJobOptions options) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("--state-backend", options.settings().backend().toString());
    settings.put("--label-delay", options.features().labelDelay().toString());
    settings.put("--zone", options.features().zone().toString());
    settings.put("--dedup-window", options.duplicates().window().toString());
    settings.put("--history-memory", options.historyMemory().toString());
    settings.put("--label-memory", options.labelMemory().toString());
    return settings;
  }

  /** Where a source of that topic begins. */
  public OffsetsInitializer of(WeirTopic topic) {
    return point == null
        ? JobTopics.committedOffsets()
        : new HandOverOffsets(point, topic.topicName(prefix));
  }

  private static void checkSettings(HandOver point, FraudJobOptions options) {
    settings(options)
        .forEach(
            (option, live) -> {
              String then = point.settings().get(option);
              if (!live.equals(then)) {
                throw new UsageException(
                    "option "
                        + option
                        + ": the backfill was made with "
                        + then
                        + "; got "
                        + live
                        + ". Give the same, or repeat the backfill");
              }
            });
  }

  private static void checkCluster(HandOver point, Broker broker) {
    String cluster = broker.clusterId();
    if (!cluster.equals(point.cluster())) {
      throw new UsageException(
          "option --start-offsets: its offsets are of the Kafka cluster "
              + point.cluster()
              + "; --bootstrap-servers leads to "
              + cluster);
    }
    point
        .offsets()
        .forEach(
            (topic, partitions) -> {
              int here = broker.partitions(topic);
              for (int partition : partitions.keySet()) {
                if (partition >= here) {
                  throw new UsageException(
                      "option --start-offsets: the backfill has read partition "
                          + partition
                          + " of "
                          + topic
                          + ", which has "
                          + here
                          + " now: it was made anew; repeat the backfill");
                }
              }
            });
  }
}
