package dev.weir.scoring;

import dev.weir.schemas.Feedback;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.WeirAvroDeserializer;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.Closeable;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The door of labels: decodes a feedback and takes its vote on fraud; empty if it judges another
 * task, or is a key without a value, which withdraws nothing here. A record that fails becomes a
 * dead letter. Confined to one thread; owns its registry client and closes it.
 */
public final class FraudLabelIntake implements AutoCloseable {

  private final Door<Optional<FraudVote>> door;

  FraudLabelIntake(
      Deserializer<Feedback> reader,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    door =
        new Door<>(
            record ->
                record.value() == null
                    ? Optional.empty()
                    : FraudVote.of(
                        Objects.requireNonNull(
                            reader.deserialize(record.topic(), record.value()), "feedback"),
                        record.timestamp()),
            deadLetters,
            patience,
            clock,
            registry);
  }

  /** Opens an intake; the registry is asked with the first record. */
  public static FraudLabelIntake open(FraudScoringConfig config) {
    SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(config.schemaRegistry()));
    return new FraudLabelIntake(
        new WeirAvroDeserializer<>(Feedback.class, registry),
        new DeadLetters(WeirTopic.DEAD_LETTERS.topicName(config.topicPrefix()), config.job()),
        new RegistryPatience(),
        Clock.systemUTC(),
        registry);
  }

  /**
   * Reads one record, waiting for the registry as long as it takes.
   *
   * @throws InterruptedException when the thread was interrupted while it waited
   */
  public Admission<Optional<FraudVote>> read(RawRecord record) throws InterruptedException {
    return door.read(record);
  }

  /** Closes the registry client. */
  @Override
  public void close() {
    door.close();
  }
}
