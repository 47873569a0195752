package dev.weir.scoring;

import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.event.AvroTextEvents;
import dev.weir.scoring.event.TextEventReader;
import dev.weir.scoring.event.TextLimits;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.Closeable;
import java.time.Clock;
import java.time.InstantSource;

/**
 * The door of text scoring: decodes a record, checks it against the limits, takes the fingerprint
 * of its text. A record that fails becomes a dead letter. Confined to one thread; owns its registry
 * client and closes it.
 */
public final class TextIntake implements AutoCloseable {

  private final Door<TextRequest> door;

  TextIntake(
      TextEventReader reader,
      TextLimits limits,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    door =
        new Door<>(
            record -> TextRequest.of(record, limits.check(reader.read(record), record.timestamp())),
            deadLetters,
            patience,
            clock,
            registry);
  }

  /** Opens an intake; the registry is asked with the first record. */
  public static TextIntake open(TextScoringConfig config) {
    SchemaRegistryClient registry =
        RegistryClients.connect(RegistryConfig.of(config.schemaRegistry()));
    return new TextIntake(
        new AvroTextEvents(config.topicPrefix(), registry),
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
  public Intake read(RawRecord record) throws InterruptedException {
    Admission<TextRequest> admission = door.read(record);
    if (admission instanceof Admission.Refused<TextRequest> refused) {
      return new Intake.Refused(refused.deadLetter(), refused.stage());
    }
    return new Intake.Accepted(((Admission.Accepted<TextRequest>) admission).request());
  }

  /** Closes the registry client. */
  @Override
  public void close() {
    door.close();
  }
}
