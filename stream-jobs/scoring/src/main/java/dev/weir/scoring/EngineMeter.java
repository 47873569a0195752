package dev.weir.scoring;

import dev.weir.engine.event.EngineEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** Reads what one scorer counts, batch by batch. Confined to the thread of that scorer. */
final class EngineMeter implements AutoCloseable {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EngineEvents events = new EngineEvents(registry);
  private final Counter padded = registry.counter("weir.engine.tokens.padded");
  private double paddedBefore;

  /** The events that the scorer is opened with. */
  EngineEvents events() {
    return events;
  }

  /** Tokens that the model ran over since the last call, padding included. */
  long takePaddedTokens() {
    double now = padded.count();
    long taken = Math.round(now - paddedBefore);
    paddedBefore = now;
    return taken;
  }

  @Override
  public void close() {
    registry.close();
  }
}
