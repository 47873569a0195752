package dev.weir.engine;

import dev.weir.engine.cache.ScoreCache;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.swap.ModelPool;
import org.jspecify.annotations.Nullable;

/**
 * What scorers share.
 *
 * @param pool where models are loaded
 * @param events where what happens is counted
 * @param cache of scores; null: every text is scored
 */
public record EngineServices(ModelPool pool, EngineEvents events, @Nullable ScoreCache cache) {
  private static final EngineServices DEFAULTS =
      new EngineServices(ModelPool.process(), EngineEvents.unmeasured(), null);

  /** The process's pool, no metrics, no cache. */
  public static EngineServices defaults() {
    return DEFAULTS;
  }

  /** The same with a cache. */
  public EngineServices withCache(ScoreCache scores) {
    return new EngineServices(pool, events, scores);
  }

  /** The same with other events. */
  public EngineServices withEvents(EngineEvents counted) {
    return new EngineServices(pool, counted, cache);
  }

  /** The same with another pool. */
  public EngineServices withPool(ModelPool models) {
    return new EngineServices(models, events, cache);
  }
}
