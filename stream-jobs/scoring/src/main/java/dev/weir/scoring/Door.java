package dev.weir.scoring;

import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.RecordFailure;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.InvalidEventException;
import dev.weir.scoring.record.RawRecord;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records of one kind in: waits for the registry as long as it takes, and makes a dead letter
 * of what cannot be read or breaks a limit. Confined to one thread; owns its registry client and
 * closes it.
 */
final class Door<R> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final Reader<R> reader;
  private final DeadLetters deadLetters;
  private final RegistryPatience patience;
  private final InstantSource clock;
  private final Closeable registry;

  /** Reads and checks one record. */
  @FunctionalInterface
  interface Reader<R> {

    /**
     * The request of that record.
     *
     * @throws InvalidEventException when it can be read and breaks a limit
     */
    R read(RawRecord record);
  }

  Door(
      Reader<R> reader,
      DeadLetters deadLetters,
      RegistryPatience patience,
      InstantSource clock,
      Closeable registry) {
    this.reader = reader;
    this.deadLetters = deadLetters;
    this.patience = patience;
    this.clock = clock;
    this.registry = registry;
  }

  /**
   * Reads one record.
   *
   * @throws InterruptedException when the thread was interrupted while it waited for the registry
   */
  Admission<R> read(RawRecord record) throws InterruptedException {
    try {
      return new Admission.Accepted<>(patience.await(() -> reader.read(record)));
    } catch (InvalidEventException e) {
      return refused(record, Stage.VALIDATE, e);
    } catch (RuntimeException e) {
      return refused(record, Stage.DECODE, e);
    }
  }

  private Admission<R> refused(RawRecord record, Stage stage, RuntimeException cause) {
    return new Admission.Refused<>(
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
