package dev.weir.engine.event;

import dev.weir.engine.ModelIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider does not run a model, at its start or no longer; the next one is used. Reason: what
 * the provider said.
 *
 * <p>Meter: {@code weir.engine.provider.fallbacks}, tag {@code from}. Logged at WARN.
 */
public final class ProviderFallback {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderFallback.class);

  private final MeterRegistry registry;

  ProviderFallback(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one fallback. */
  public void emit(ModelIdentity model, String from, String reason) {
    Guard.run(
        () -> {
          registry.counter("weir.engine.provider.fallbacks", "from", from).increment();
          LOG.warn("model {} does not run on {}, using the next provider: {}", model, from, reason);
        });
  }
}
