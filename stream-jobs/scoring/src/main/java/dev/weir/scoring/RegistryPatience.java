package dev.weir.scoring;

import dev.weir.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the schema registry. A registry that does not answer says nothing about a record, so
 * the call is repeated with growing pauses until it does. Thread-safe.
 */
public final class RegistryPatience {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);

  static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Sleeper sleeper;

  /** How the thread sleeps; tests count instead. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration pause) throws InterruptedException;
  }

  /** Sleeps the calling thread between tries. */
  public RegistryPatience() {
    this(pause -> Thread.sleep(pause.toMillis()));
  }

  RegistryPatience(Sleeper sleeper) {
    this.sleeper = sleeper;
  }

  /**
   * The result of the call, once the registry answers.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public <T> T await(Supplier<T> call) throws InterruptedException {
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return call.get();
      } catch (RegistryUnavailableException e) {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while waiting for the schema registry");
        }
        LOG.warn(
            "schema registry does not answer, trying again in {} ms; no record is lost: {}",
            pause.toMillis(),
            e.getMessage());
        sleeper.sleep(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
      }
    }
  }
}
