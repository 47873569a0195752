package dev.weir.scoring;

import dev.weir.schemas.CardTransaction;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.event.FraudEvent;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.event.PaymentLimits;
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
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The door of fraud scoring: decodes a card transaction and checks it against the limits. A record
 * that fails becomes a dead letter. Confined to one thread; owns its registry client and closes it.
 */
public final class FraudIntake implements AutoCloseable {

  private final Door<FraudRequest> door;

  FraudIntake(
      Deserializer<CardTransaction> reader,
      PaymentLimits limits,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    door =
        new Door<>(
            record -> {
              CardTransaction transaction =
                  Objects.requireNonNull(
                      reader.deserialize(record.topic(), record.value()), "transaction");
              return FraudRequest.of(
                  record, FraudEvent.of(limits.check(transaction, record.timestamp())));
            },
            deadLetters,
            patience,
            clock,
            registry);
  }

  /** Opens an intake; the registry is asked with the first record. */
  public static FraudIntake open(FraudScoringConfig config) {
    SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(config.schemaRegistry()));
    return new FraudIntake(
        new WeirAvroDeserializer<>(CardTransaction.class, registry),
        config.limits(),
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
  public Admission<FraudRequest> read(RawRecord record) throws InterruptedException {
    return door.read(record);
  }

  /** Closes the registry client. */
  @Override
  public void close() {
    door.close();
  }
}
