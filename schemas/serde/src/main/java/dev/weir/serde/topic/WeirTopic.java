package dev.weir.serde.topic;

import static dev.weir.serde.topic.CleanupPolicy.COMPACT;
import static dev.weir.serde.topic.CleanupPolicy.COMPACT_AND_DELETE;
import static dev.weir.serde.topic.CleanupPolicy.DELETE;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.ChatMessageSent;
import dev.weir.schemas.CommentPosted;
import dev.weir.schemas.DriftReport;
import dev.weir.schemas.Erasure;
import dev.weir.schemas.Feedback;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.LabelledExample;
import dev.weir.schemas.ModelRelease;
import dev.weir.schemas.Policy;
import dev.weir.schemas.Rollup;
import dev.weir.schemas.TextVerdict;
import dev.weir.schemas.evolution.EvolutionRule;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The topics of Weir. The name on the broker is a prefix, {@value #DEFAULT_PREFIX} unless
 * configured, and the name here; the registry's subject is that name and {@code -value}.
 *
 * <p>All topics stamp records with the time of their append, so that the time between two topics is
 * measured by one clock. Immutable.
 */
public enum WeirTopic {
  COMMENTS("comments", CommentPosted.class, 4, DELETE, days(7)),
  CHAT_MESSAGES("chat-messages", ChatMessageSent.class, 4, DELETE, days(3)),
  TRANSACTIONS("transactions", CardTransaction.class, 4, DELETE, days(40)),
  TEXT_VERDICTS("text-verdicts", TextVerdict.class, 4, DELETE, days(30)),
  /** What models on trial would have said; nobody acts on it. */
  TEXT_SHADOW_VERDICTS("text-shadow-verdicts", TextVerdict.class, 4, DELETE, days(7)),
  FRAUD_VERDICTS("fraud-verdicts", FraudVerdict.class, 4, DELETE, days(180)),
  /** What models on trial would have said of transactions; nobody acts on it. */
  FRAUD_SHADOW_VERDICTS("fraud-shadow-verdicts", FraudVerdict.class, 4, DELETE, days(7)),
  FRAUD_ALERTS("fraud-alerts", FraudAlert.class, 1, DELETE, days(180)),
  /** Not compacted: two labellers' votes on one event have the same key (docs/decisions/0069). */
  FEEDBACK("feedback", Feedback.class, 1, DELETE, days(400)),
  LABELLED_EXAMPLES("labelled-examples", LabelledExample.class, 1, COMPACT_AND_DELETE, days(400)),
  MODEL_RELEASES("model-releases", ModelRelease.class, 1, COMPACT, null),
  POLICIES("policies", Policy.class, 1, COMPACT, null),
  INSIGHTS("insights", Rollup.class, 1, DELETE, days(30)),
  /** How far the stream has moved from what a model was made for. */
  DRIFT("drift", DriftReport.class, 1, DELETE, days(180)),
  ERASURES("erasures", Erasure.class, 1, COMPACT, null),
  /** Original bytes of any other topic; no schema. */
  DEAD_LETTERS("dead-letters", null, 1, DELETE, days(30));

  /** What names on the broker begin with unless configured otherwise. */
  public static final String DEFAULT_PREFIX = "weir.";

  private static final int MAX_MESSAGE_BYTES = 1 << 20;

  private final String shortName;
  private final @Nullable Class<? extends SpecificRecord> valueClass;
  private final int partitions;
  private final CleanupPolicy cleanup;
  private final @Nullable Duration retention;

  WeirTopic(
      String shortName,
      @Nullable Class<? extends SpecificRecord> valueClass,
      int partitions,
      CleanupPolicy cleanup,
      @Nullable Duration retention) {
    this.shortName = shortName;
    this.valueClass = valueClass;
    this.partitions = partitions;
    this.cleanup = cleanup;
    this.retention = retention;
  }

  /** Name without the prefix, as the command takes it: {@code text-verdicts}. */
  public String shortName() {
    return shortName;
  }

  /** Name on the broker: {@code weir.text-verdicts} for the prefix {@code weir.}. */
  public String topicName(String prefix) {
    return prefix + shortName;
  }

  /** Subject in the registry: {@code weir.text-verdicts-value} for the prefix {@code weir.}. */
  public String subject(String prefix) {
    return topicName(prefix) + "-value";
  }

  /** Class of the values; empty for dead letters, which hold any bytes. */
  public Optional<Class<? extends SpecificRecord>> valueClass() {
    return Optional.ofNullable(valueClass);
  }

  /** Schema of the values; empty for dead letters. */
  public Optional<Schema> valueSchema() {
    return valueClass().map(type -> SpecificData.getForClass(type).getSchema(type));
  }

  /** How the schema of the values may change; empty for dead letters. */
  public Optional<EvolutionRule> evolution() {
    return valueSchema().map(EvolutionRule::of);
  }

  /** Partitions that the topic is created with on the embedded platform. */
  public int partitions() {
    return partitions;
  }

  /** What the broker does with old records. */
  public CleanupPolicy cleanup() {
    return cleanup;
  }

  /** Age at which records go; empty where they stay. */
  public Optional<Duration> retention() {
    return Optional.ofNullable(retention);
  }

  /**
   * Largest record batch the broker takes, in bytes. Dead letters are the largest allowed record
   * with headers about the error on top.
   */
  public int maxMessageBytes() {
    return this == DEAD_LETTERS ? 2 * MAX_MESSAGE_BYTES : MAX_MESSAGE_BYTES;
  }

  /** Settings to create the topic with, by their Kafka names. */
  public Map<String, String> config() {
    Map<String, String> config = new TreeMap<>();
    config.put("cleanup.policy", cleanup.configValue());
    config.put("message.timestamp.type", "LogAppendTime");
    config.put("max.message.bytes", Integer.toString(maxMessageBytes()));
    if (cleanup == COMPACT) {
      // a replay of this age still finds the policy or release of its records
      config.put("min.compaction.lag.ms", Long.toString(days(30).toMillis()));
    }
    retention().ifPresent(age -> config.put("retention.ms", Long.toString(age.toMillis())));
    return config;
  }

  /** The topic of that short name, such as {@code text-verdicts}; empty if there is none. */
  public static Optional<WeirTopic> byShortName(String shortName) {
    return Arrays.stream(values()).filter(topic -> topic.shortName.equals(shortName)).findFirst();
  }

  /** Short names of all topics, in the order in which an event passes them. */
  public static List<String> shortNames() {
    return Arrays.stream(values()).map(WeirTopic::shortName).toList();
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
