package dev.weir.engine.event;

import dev.weir.engine.ModelIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model runs on a provider from now on.
 *
 * <p>Meter: {@code weir.engine.provider.chosen}, tag {@code provider}. Logged at INFO.
 */
public final class ProviderChosen {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderChosen.class);

  private final MeterRegistry registry;

  ProviderChosen(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one choice. */
  public void emit(ModelIdentity model, String provider) {
    Guard.run(
        () -> {
          registry.counter("weir.engine.provider.chosen", "provider", provider).increment();
          LOG.info("model {} runs on {}", model, provider);
        });
  }
}
