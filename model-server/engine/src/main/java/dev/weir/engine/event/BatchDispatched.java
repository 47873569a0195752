package dev.weir.engine.event;

import dev.weir.engine.batch.BatchDecision.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waiting records became a batch. Reason: what closed it.
 *
 * <p>Meters: {@code weir.engine.batches}, tag {@code reason}; {@code weir.engine.batch.rows}.
 * Logged at TRACE.
 */
public final class BatchDispatched {
  private static final Logger LOG = LoggerFactory.getLogger(BatchDispatched.class);

  private final Map<Reason, Counter> batches = new EnumMap<>(Reason.class);
  private final DistributionSummary rows;

  BatchDispatched(MeterRegistry registry) {
    for (Reason reason : Reason.values()) {
      batches.put(
          reason,
          registry.counter(
              "weir.engine.batches", "reason", reason.name().toLowerCase(Locale.ROOT)));
    }
    rows = registry.summary("weir.engine.batch.rows");
  }

  /** Counts one batch. */
  public void emit(Reason reason, int rowCount) {
    Guard.run(
        () -> {
          Counter counter = batches.get(reason);
          if (counter != null) {
            counter.increment();
          }
          rows.record(rowCount);
          LOG.trace("a batch of {} records, closed by {}", rowCount, reason);
        });
  }
}
