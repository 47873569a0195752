package dev.weir.streams.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What stream threads score with, one for each, opened before the threads start: a model that
 * cannot be used, or a registry that is away, shows before the process joins its group.
 * Thread-safe.
 *
 * @param <T> what one thread scores with
 */
public final class ScoringPool<T extends ScoringPool.Parts> implements AutoCloseable {

  private final List<T> all;
  private final Deque<T> free;
  private final ThreadLocal<T> own = ThreadLocal.withInitial(this::take);

  /** What one stream thread scores with; its tasks share it. Confined to that thread. */
  public interface Parts extends AutoCloseable {

    /** Frees the model and the registry clients. */
    @Override
    void close();
  }

  /**
   * Opens what one thread scores with.
   *
   * @param <T> what that is
   */
  @FunctionalInterface
  public interface Opener<T> {

    /**
     * Opens one.
     *
     * @throws InterruptedException when interrupted while it waits for the registry
     */
    T open() throws InterruptedException;
  }

  /**
   * @param all one for each stream thread; closed with the pool
   */
  public ScoringPool(List<T> all) {
    this.all = List.copyOf(all);
    this.free = new ArrayDeque<>(all);
  }

  /**
   * Opens as many as there are threads.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used
   * @throws InterruptedException when interrupted while it waits for the registry
   */
  public static <T extends Parts> ScoringPool<T> open(Opener<T> opener, int threads)
      throws InterruptedException {
    List<T> opened = new ArrayList<>(threads);
    try {
      for (int i = 0; i < threads; i++) {
        opened.add(opener.open());
      }
      return new ScoringPool<>(opened);
    } catch (InterruptedException | RuntimeException e) {
      opened.forEach(Parts::close);
      throw e;
    }
  }

  /** What the calling thread scores with, now and later. */
  public T ofThisThread() {
    return own.get();
  }

  private synchronized T take() {
    T taken = free.poll();
    if (taken == null) {
      throw new IllegalStateException(
          "more threads score than the " + all.size() + " that models were opened for");
    }
    return taken;
  }

  /** Closes all; only once no stream thread runs any more. */
  @Override
  public void close() {
    all.forEach(Parts::close);
  }
}
