package dev.weir.engine.event;

import dev.weir.engine.ModelIdentity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of the model failed; its records are tried again in halves.
 *
 * <p>Meter: {@code weir.engine.run.failures}. Logged at WARN.
 */
public final class RunFailed {
  private static final Logger LOG = LoggerFactory.getLogger(RunFailed.class);

  private final Counter failures;

  RunFailed(MeterRegistry registry) {
    failures = registry.counter("weir.engine.run.failures");
  }

  /** Counts one failed run. */
  public void emit(ModelIdentity model, int rows, String reason) {
    Guard.run(
        () -> {
          failures.increment();
          LOG.warn("model {}: a run of {} records failed: {}", model, rows, reason);
        });
  }
}
