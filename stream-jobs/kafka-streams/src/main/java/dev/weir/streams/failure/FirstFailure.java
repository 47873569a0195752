package dev.weir.streams.failure;

import java.util.Optional;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops the application at the first exception that nobody caught, and keeps it for the last line.
 * A thread that is replaced would meet the same record again. Thread-safe.
 */
public final class FirstFailure implements StreamsUncaughtExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FirstFailure.class);

  private @Nullable Throwable first;

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    LOG.error("scoring stops", failure);
    first = first == null ? failure : first;
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** The failure that stopped the application; empty while there was none. */
  public synchronized Optional<Throwable> get() {
    return Optional.ofNullable(first);
  }
}
