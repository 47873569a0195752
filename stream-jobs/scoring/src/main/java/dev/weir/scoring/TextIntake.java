package dev.weir.scoring;

import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.AvroTextEvents;
import dev.weir.scoring.event.InvalidEventException;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextEventReader;
import dev.weir.scoring.event.TextLimits;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.RawRecord;
import dev.weir.serde.registry.RegistryClients;
import dev.weir.serde.registry.RegistryConfig;
import dev.weir.serde.topic.WeirTopic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door of text scoring: decodes a record, checks it against the limits, takes the fingerprint
 * of its text. A record that fails becomes a dead letter. Confined to one thread; owns its registry
 * client and closes it.
 */
public final class TextIntake implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TextIntake.class);

  private final TextEventReader reader;
  private final TextLimits limits;
  private final DeadLetters deadLetters;
  private final RegistryPatience patience;
  private final InstantSource clock;
  private final Closeable registry;

  TextIntake(
      TextEventReader reader,
      TextLimits limits,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    this.reader = reader;
    this.limits = limits;
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.clock = clock;
    this.registry = registry;
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
    try {
      TextEvent event = patience.await(() -> reader.read(record));
      return new Intake.Accepted(TextRequest.of(record, limits.check(event, record.timestamp())));
    } catch (InvalidEventException e) {
      return refused(record, Stage.VALIDATE, e);
    } catch (RuntimeException e) {
      return refused(record, Stage.DECODE, e);
    }
  }

  private Intake refused(RawRecord record, Stage stage, RuntimeException cause) {
    return new Intake.Refused(
        deadLetters.of(record, new RecordFailure(stage, cause), clock.instant()), stage);
  }

  /** Closes the registry client. */
  @Override
  public void close() {
    try {
      registry.close();
    } catch (IOException e) {
      LOG.warn("schema registry client did not close: {}", e.getMessage());
    }
  }
}
