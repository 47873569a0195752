package dev.weir.engine.session;

import dev.weir.engine.feature.FeatureException;
import dev.weir.engine.feature.IdArena;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The ids of one record on their way from the thread that made them to the one that scores.
 * Immutable.
 */
public final class RecordIds {
  private final long[][] bySequence;

  private RecordIds(long[][] bySequence) {
    this.bySequence = bySequence;
  }

  /** The ids of a sequence; not to be changed. */
  long[] of(int sequence) {
    return bySequence[sequence];
  }

  /** Length of the first sequence, which batches are cut by. */
  public int tokens() {
    return bySequence[0].length;
  }

  /** Makes the ids of texts on any thread; keeps the working memory. Thread-safe. */
  public static final class Maker {
    private final LoadedModel model;
    private final ConcurrentLinkedQueue<IdArena> free = new ConcurrentLinkedQueue<>();

    public Maker(LoadedModel model) {
      this.model = model;
    }

    /**
     * The ids of a text.
     *
     * @throws FeatureException if this text cannot be converted
     */
    public RecordIds make(String text) {
      @Nullable IdArena pooled = free.poll();
      IdArena arena = pooled == null ? new IdArena() : pooled;
      try {
        String normalized = model.normalize(text);
        long[][] ids = new long[model.sequences()][];
        for (int s = 0; s < ids.length; s++) {
          arena.clear();
          model.feature(s).append(text, normalized, arena);
          ids[s] = Arrays.copyOf(arena.ids(), arena.open());
        }
        return new RecordIds(ids);
      } finally {
        free.add(arena);
      }
    }
  }
}
