package dev.weir.scoring;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.scoring.control.ReleasedModel;
import dev.weir.scoring.record.OutboundRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores copies of records with models on trial, off the critical path: on a thread of low
 * priority, from a bounded queue. What does not fit is dropped and counted; nothing waits for it
 * and nothing of it reaches the topic of verdicts. {@link #offer} is for the scoring thread; the
 * models belong to the shadow's own thread.
 *
 * @param <M> the models
 * @param <C> a copy of a record with what it is judged by
 */
final class ShadowQueue<M extends ScoringModel, C> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ShadowQueue.class);
  static final int CAPACITY = 2_048;
  private static final int BATCH = 32;

  private final ScoringModel.Loader<M> loader;
  private final BiFunction<M, List<C>, List<OutboundRecord>> scoring;
  private final Consumer<OutboundRecord> sink;
  private final BlockingQueue<Copy<C>> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final Map<ReleasedModel, Optional<M>> models = new HashMap<>(); // its thread's
  private final Thread thread;

  private record Copy<C>(ReleasedModel model, C of) {}

  /**
   * @param scoring what a model says of some copies; called on the shadow's thread
   * @param sink takes finished records on the shadow's thread; closed by the caller
   */
  @SuppressWarnings("ThreadPriorityCheck") // a hint where it is heeded; the queue's bound protects
  ShadowQueue(
      ScoringModel.Loader<M> loader,
      BiFunction<M, List<C>, List<OutboundRecord>> scoring,
      Consumer<OutboundRecord> sink) {
    this.loader = loader;
    this.scoring = scoring;
    this.sink = sink;
    this.thread = new Thread(this::run, "weir-shadow");
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  ShadowQueue<M, C> start() {
    thread.start();
    return this;
  }

  /** Hands over a copy; false if there is no room, and then it is not scored. */
  boolean offer(ReleasedModel model, C copy) {
    return queue.offer(new Copy<>(model, copy));
  }

  private void run() {
    List<Copy<C>> batch = new ArrayList<>(BATCH);
    try {
      while (true) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        Map<ReleasedModel, List<C>> byModel = new HashMap<>();
        batch.forEach(
            copy -> byModel.computeIfAbsent(copy.model(), m -> new ArrayList<>()).add(copy.of()));
        byModel.forEach(this::scoreAll);
      }
    } catch (InterruptedException e) {
      LOG.debug("stopped scoring in shadow");
    } finally {
      models.values().forEach(model -> model.ifPresent(ScoringModel::close));
    }
  }

  private void scoreAll(ReleasedModel which, List<C> copies) {
    try {
      models
          .computeIfAbsent(which, this::load)
          .ifPresent(model -> scoring.apply(model, copies).forEach(sink));
    } catch (RuntimeException e) {
      LOG.warn("model {} on trial failed on {} copies: {}", which.label(), copies.size(), e);
    }
  }

  private Optional<M> load(ReleasedModel which) {
    try {
      return Optional.of(loader.load(which));
    } catch (ModelPackageException e) {
      LOG.warn("refused a model on trial: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /** Stops; what waits is not scored. Returns when the models are closed. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
