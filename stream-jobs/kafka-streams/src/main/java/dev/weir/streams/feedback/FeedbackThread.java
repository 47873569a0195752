package dev.weir.streams.feedback;

import dev.weir.schemas.LabelledExample;
import dev.weir.scoring.FeedbackIntake;
import dev.weir.scoring.RegistryPatience;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.feedback.EventLookup;
import dev.weir.scoring.feedback.KafkaLookup;
import dev.weir.serde.WeirAvroSerializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import dev.weir.streams.batch.ScoringPool;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serializer;

/**
 * What one stream thread joins with; its tasks share it. Confined to that thread.
 *
 * @param intake decodes and checks
 * @param events finds events and verdicts in Kafka
 * @param examples writes examples
 * @param deadLetters makes dead letters of labels that found no event
 * @param patience waits for the registry
 * @param owned is closed with it
 */
record FeedbackThread(
    FeedbackIntake intake,
    EventLookup events,
    Serializer<LabelledExample> examples,
    DeadLetters deadLetters,
    RegistryPatience patience,
    AutoCloseable owned)
    implements ScoringPool.Parts {

  /** A broker that is away for longer ends the application, which loses nothing by it. */
  private static final Duration LOOKUP_LIMIT = Duration.ofMinutes(2);

  /** The name that dead letters carry. */
  static final String JOB = "weir-learning";

  /** Opens the parts; the broker and the registry are asked with the first record. */
  static FeedbackThread open(String bootstrapServers, String schemaRegistry, String topicPrefix) {
    SchemaRegistryClient registry = RegistryClients.connect(RegistryConfig.of(schemaRegistry));
    KafkaLookup lookup = KafkaLookup.open(bootstrapServers, LOOKUP_LIMIT);
    return of(
        registry,
        topicPrefix,
        new EventLookup(topicPrefix, registry, lookup, new RegistryPatience()),
        lookup);
  }

  static FeedbackThread of(
      SchemaRegistryClient registry, String topicPrefix, EventLookup events, AutoCloseable owned) {
    return new FeedbackThread(
        FeedbackIntake.open(registry, topicPrefix, JOB),
        events,
        new WeirAvroSerializer<>(LabelledExample.class, registry),
        new DeadLetters(WeirTopic.DEAD_LETTERS.topicName(topicPrefix), JOB),
        new RegistryPatience(),
        owned);
  }

  @Override
  public void close() {
    try (intake) {
      owned.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("closing what reads events failed", e);
    }
  }
}
