package dev.weir.engine.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.engine.ScoreOutcome.Scored;
import org.jspecify.annotations.Nullable;

/**
 * The scores of texts that a model has scored before, bounded by the memory they take. Thread-safe;
 * one cache serves all scorers of a process.
 *
 * <p>A score is found again only under the same model digest and options, so a swap needs no
 * clearing: what the old model gave is never looked up again and makes room by itself.
 */
public final class ScoreCache {
  private static final int ENTRY_BYTES = 160;
  private static final int BYTES_PER_CHAR = 2;
  private static final int BYTES_PER_TASK = 32;

  private final Cache<Key, Scored> cache;

  private record Key(String model, String text) {}

  /** A cache of about {@code maxBytes} of texts and scores. */
  public ScoreCache(long maxBytes) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be 1 or more, was " + maxBytes);
    }
    cache =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher(
                (Key key, Scored scored) ->
                    ENTRY_BYTES
                        + BYTES_PER_CHAR * key.text().length()
                        + BYTES_PER_TASK * scored.probabilities().length)
            .executor(Runnable::run)
            .build();
  }

  /**
   * What a model gave a text, marked as from the cache; null if it is not known.
   *
   * @param model its digest, and the options that change what it gives
   * @param text after the package's normalisation
   */
  public @Nullable Scored get(String model, String text) {
    return cache.getIfPresent(new Key(model, text));
  }

  /** Keeps what a model gave a text. */
  public void put(String model, String text, Scored scored) {
    cache.put(new Key(model, text), scored.asFromCache());
  }

  /** About how many texts it holds. */
  public long size() {
    cache.cleanUp();
    return cache.estimatedSize();
  }
}
