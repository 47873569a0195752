package dev.weir.engine.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window of records went through the model.
 *
 * <p>Meters: {@code weir.engine.records}, {@code weir.engine.runs}, {@code weir.engine.tokens},
 * {@code weir.engine.tokens.padded} (padding included), {@code weir.engine.window.time}. Logged at
 * TRACE.
 */
public final class WindowScored {
  private static final Logger LOG = LoggerFactory.getLogger(WindowScored.class);

  private final Counter records;
  private final Counter runs;
  private final Counter tokens;
  private final Counter padded;
  private final Timer time;

  WindowScored(MeterRegistry registry) {
    records = registry.counter("weir.engine.records");
    runs = registry.counter("weir.engine.runs");
    tokens = registry.counter("weir.engine.tokens");
    padded = registry.counter("weir.engine.tokens.padded");
    time = registry.timer("weir.engine.window.time");
  }

  /** Counts one window. */
  public void emit(int recordCount, int runCount, long tokenCount, long paddedCount, long nanos) {
    Guard.run(
        () -> {
          records.increment(recordCount);
          runs.increment(runCount);
          tokens.increment((double) tokenCount);
          padded.increment((double) paddedCount);
          time.record(nanos, TimeUnit.NANOSECONDS);
          LOG.trace(
              "scored {} records in {} runs, {} of {} tokens real",
              recordCount,
              runCount,
              tokenCount,
              paddedCount);
        });
  }
}
