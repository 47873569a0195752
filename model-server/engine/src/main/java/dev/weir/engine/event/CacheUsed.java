package dev.weir.engine.event;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A window was looked up in the cache of scores.
 *
 * <p>Meters: {@code weir.engine.cache.lookups}, tag {@code result}: {@code hit}, {@code repeat} (of
 * a text in the same window) or {@code miss}. Logged at TRACE.
 */
public final class CacheUsed {
  private static final Logger LOG = LoggerFactory.getLogger(CacheUsed.class);
  private static final String METER = "weir.engine.cache.lookups";

  private final Counter hits;
  private final Counter repeats;
  private final Counter misses;

  CacheUsed(MeterRegistry registry) {
    hits = registry.counter(METER, "result", "hit");
    repeats = registry.counter(METER, "result", "repeat");
    misses = registry.counter(METER, "result", "miss");
  }

  /** Counts one window's lookups. */
  public void emit(int hitCount, int repeatCount, int missCount) {
    Guard.run(
        () -> {
          hits.increment(hitCount);
          repeats.increment(repeatCount);
          misses.increment(missCount);
          LOG.trace("cache: {} hits, {} repeats, {} misses", hitCount, repeatCount, missCount);
        });
  }
}
