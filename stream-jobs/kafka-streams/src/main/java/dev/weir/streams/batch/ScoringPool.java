package dev.weir.streams.batch;

import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.TextScoringConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One open model for each stream thread, opened before the threads start: a model that cannot be
 * used, or a registry that is away, shows before the process joins its group. Thread-safe.
 */
public final class ScoringPool implements AutoCloseable {

  private final List<ThreadScoring> all;
  private final Deque<ThreadScoring> free;
  private final ThreadLocal<ThreadScoring> own = ThreadLocal.withInitial(this::take);

  /**
   * @param all one for each stream thread; closed with the pool
   */
  ScoringPool(List<ThreadScoring> all) {
    this.all = List.copyOf(all);
    this.free = new ArrayDeque<>(all);
  }

  /**
   * Opens as many as there are threads.
   *
   * @throws dev.weir.engine.error.ModelPackageException when the model package cannot be used
   * @throws InterruptedException when interrupted while it waits for the registry
   */
  public static ScoringPool open(TextScoringConfig config, int threads)
      throws InterruptedException {
    List<ThreadScoring> opened = new ArrayList<>(threads);
    try {
      for (int i = 0; i < threads; i++) {
        opened.add(new ThreadScoring(RecordIntake.open(config), TextBatchScoring.open(config)));
      }
      return new ScoringPool(opened);
    } catch (InterruptedException | RuntimeException e) {
      opened.forEach(ThreadScoring::close);
      throw e;
    }
  }

  /** What the calling thread scores with, now and later. */
  ThreadScoring ofThisThread() {
    return own.get();
  }

  private synchronized ThreadScoring take() {
    ThreadScoring taken = free.poll();
    if (taken == null) {
      throw new IllegalStateException(
          "more threads score than the " + all.size() + " that models were opened for");
    }
    return taken;
  }

  /** Closes all; only once no stream thread runs any more. */
  @Override
  public void close() {
    all.forEach(ThreadScoring::close);
  }
}
