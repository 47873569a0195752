package dev.weir.engine.event;

import dev.weir.engine.ModelIdentity;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A step of a swap is done. Reason: the step.
 *
 * <p>Meter: {@code weir.engine.swap.time}, tag {@code step}. Logged at INFO.
 */
public final class SwapStep {
  /** The steps of a swap, in their order. */
  public enum Step {
    /** The new model is in memory. */
    LOAD,
    /** It has run at every length and given its golden scores. */
    WARM,
    /** Records that come from now on are scored by it. */
    PUBLISH,
    /** The old model is given back; its last user closes it. */
    DRAIN
  }

  private static final Logger LOG = LoggerFactory.getLogger(SwapStep.class);

  private final MeterRegistry registry;

  SwapStep(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one step. */
  public void emit(ModelIdentity model, Step step, long nanos) {
    Guard.run(
        () -> {
          String name = step.name().toLowerCase(Locale.ROOT);
          registry.timer("weir.engine.swap.time", "step", name).record(nanos, TimeUnit.NANOSECONDS);
          LOG.info("model {}: {} took {} ms", model, name, nanos / 1_000_000);
        });
  }
}
