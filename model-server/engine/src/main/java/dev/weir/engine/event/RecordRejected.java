package dev.weir.engine.event;

import dev.weir.engine.ScoreOutcome.Rejected;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record could not be scored. Reason: the rejection's code.
 *
 * <p>Meter: {@code weir.engine.rejected}, tags {@code stage} and {@code code}. Logged at DEBUG: the
 * record's own answer says it to whoever sent it.
 */
public final class RecordRejected {
  private static final Logger LOG = LoggerFactory.getLogger(RecordRejected.class);

  private final MeterRegistry registry;

  RecordRejected(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one rejection. */
  public void emit(Rejected rejected) {
    Guard.run(
        () -> {
          registry
              .counter("weir.engine.rejected", "stage", rejected.stage(), "code", rejected.code())
              .increment();
          LOG.debug("rejected: {} {}", rejected.code(), rejected.message());
        });
  }
}
