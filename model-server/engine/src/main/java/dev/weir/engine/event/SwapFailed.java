package dev.weir.engine.event;

import dev.weir.engine.error.ModelPackageException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A package was refused; the model that scores goes on. Reason: the exception's problem.
 *
 * <p>Meter: {@code weir.engine.swap.failures}, tag {@code problem}. Logged at WARN.
 */
public final class SwapFailed {
  private static final Logger LOG = LoggerFactory.getLogger(SwapFailed.class);

  private final MeterRegistry registry;

  SwapFailed(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Counts one refusal. */
  public void emit(ModelPackageException e) {
    Guard.run(
        () -> {
          registry
              .counter(
                  "weir.engine.swap.failures",
                  "problem",
                  e.problem().name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .increment();
          LOG.warn("refused: {}", e.getMessage());
        });
  }
}
