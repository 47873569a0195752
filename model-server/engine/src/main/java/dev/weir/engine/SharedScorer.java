package dev.weir.engine;

import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.batch.BatchDecider;
import dev.weir.engine.batch.BatchDecision;
import dev.weir.engine.batch.BatchDecision.Dispatch;
import dev.weir.engine.batch.BatchDecision.Wait;
import dev.weir.engine.batch.BatchLimits;
import dev.weir.engine.batch.LaneQueue;
import dev.weir.engine.batch.QueueView;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.feature.FeatureException;
import dev.weir.engine.feature.TextValidator;
import dev.weir.engine.session.BatchScorer;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.RecordIds;
import dev.weir.engine.session.Warmup;
import dev.weir.engine.swap.RecordKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Scores texts of many threads in common batches: callers tokenize, one pinned thread runs the
 * model. For devices that want large batches; on a CPU a {@link TextScorer} per thread is faster.
 *
 * <p>Thread-safe. The queue is bounded: a full one makes {@link #submit} wait, or answers with a
 * rejection, as chosen at {@link #open}. Futures are completed on the inference thread: dependent
 * stages that take long belong on an executor of their own.
 */
public final class SharedScorer implements AutoCloseable {
  private static final String QUEUE = "queue";

  /** What {@link #submit} does while the queue is full. */
  public enum WhenFull {
    /** It waits for room. */
    WAIT,
    /** It answers at once with the rejection {@code queue-full}. */
    REJECT
  }

  private final LoadedModel model;
  private final TextValidator validator;
  private final RecordIds.Maker maker;
  private final BatchScorer scorer;
  private final BatchDecider decider;
  private final WhenFull whenFull;
  private final EngineEvents events;
  private final long origin = System.nanoTime();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final LaneQueue<Entry> queue; // guarded by lock
  private boolean draining; // guarded by lock

  private SharedScorer(
      LoadedModel model,
      ScorerOptions options,
      BatchLimits limits,
      WhenFull whenFull,
      EngineEvents events) {
    this.model = model;
    this.events = events;
    this.whenFull = whenFull;
    validator = new TextValidator(options.maxTextChars());
    maker = new RecordIds.Maker(model);
    scorer = new BatchScorer(model, options.batches(model.session().provider()), events);
    decider = new BatchDecider(limits);
    queue = new LaneQueue<>(limits);
    thread = new Thread(this::serve, "weir-inference-" + model.identity());
    thread.setDaemon(true);
  }

  /**
   * Loads a package and starts its thread.
   *
   * @param packageDir a folder with {@code weir.json}, or as Hugging Face exporters write it
   * @param options how runs are cut, and which texts are accepted
   * @param limits when waiting texts become a batch, and how many may wait
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  public static SharedScorer open(
      Path packageDir,
      ScorerOptions options,
      BatchLimits limits,
      WhenFull whenFull,
      EngineServices services) {
    LoadedModel model = services.pool().acquire(packageDir, options, services.events());
    try {
      RecordKind.check(model, null);
      Warmup.run(model, options.batches(model.session().provider()));
      SharedScorer shared = new SharedScorer(model, options, limits, whenFull, services.events());
      shared.thread.start();
      return shared;
    } catch (RuntimeException e) {
      model.release();
      throw e;
    }
  }

  /** The model that gives the scores. */
  public ModelIdentity model() {
    return model.identity();
  }

  /** The tasks, in the order of the probabilities. */
  public List<TaskSpec> tasks() {
    return model.tasks();
  }

  /**
   * Queues a text.
   *
   * @return its outcome; fails only if the engine does, in which case the text may be sent again
   * @throws InterruptedException if the thread was interrupted while it waited for room; the text
   *     was not queued
   * @throws IllegalStateException if the scorer is closed; the text was not queued
   */
  public CompletableFuture<ScoreOutcome> submit(ScoreRequest request) throws InterruptedException {
    Rejected rejected = validator.check(request.text());
    if (rejected != null || request.text() == null) {
      return rejected(rejected);
    }
    long arrived = now();
    if (!model.retain()) {
      throw closed();
    }
    RecordIds ids;
    try {
      ids = maker.make(request.text());
    } catch (FeatureException e) {
      return rejected(new Rejected("tokenize", "tokenizer-failed", String.valueOf(e.getMessage())));
    } finally {
      model.release();
    }
    Entry entry =
        new Entry(
            ids,
            arrived,
            request.within() == null ? QueueView.NO_DEADLINE : arrived + request.within().toNanos(),
            request.urgent(),
            new CompletableFuture<>());
    return enqueue(entry);
  }

  private CompletableFuture<ScoreOutcome> enqueue(Entry entry) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!draining && queue.isFull()) {
        if (whenFull == WhenFull.REJECT) {
          return rejected(
              new Rejected(
                  QUEUE,
                  "queue-full",
                  queue.size() + " texts wait already; send this one again later"));
        }
        room.await();
      }
      if (draining) {
        throw new IllegalStateException("the scorer of " + model() + " is closed; open another");
      }
      queue.add(entry);
      changed.signal();
      return entry.outcome;
    } finally {
      lock.unlock();
    }
  }

  private CompletableFuture<ScoreOutcome> rejected(@Nullable Rejected rejected) {
    if (rejected != null) {
      events.recordRejected().emit(rejected);
    }
    return CompletableFuture.completedFuture(rejected);
  }

  private IllegalStateException closed() {
    return new IllegalStateException("the scorer of " + model() + " is closed; open another");
  }

  private long now() {
    return System.nanoTime() - origin;
  }

  private void serve() {
    List<Entry> batch = new ArrayList<>();
    while (next(batch)) {
      run(batch);
    }
  }

  /** Waits for a batch; false if nothing more will come. */
  private boolean next(List<Entry> batch) {
    batch.clear();
    lock.lock();
    try {
      while (true) {
        if (draining && queue.size() == 0) {
          return false;
        }
        // this thread is the session: while it decides, the session is free
        BatchDecision decision = decider.decide(queue.view(true, draining), now());
        if (decision instanceof Dispatch dispatch) {
          queue.take(batch);
          events.batchDispatched().emit(dispatch.reason(), batch.size());
          room.signalAll();
          return true;
        }
        await(((Wait) decision).nanos());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits, with the lock held, for a change or for some time. */
  @SuppressWarnings("WaitNotInLoop") // next() is the loop
  private void await(long nanos) {
    try {
      if (nanos == Long.MAX_VALUE) {
        changed.await();
      } else {
        changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      // nobody but close() ends this thread, and it does so by draining
    }
  }

  private void run(List<Entry> batch) {
    long now = now();
    scorer.clear();
    List<Entry> rows = new ArrayList<>(batch.size());
    for (Entry entry : batch) {
      if (entry.deadlineNanos < now) {
        Rejected late =
            new Rejected(
                QUEUE,
                "deadline-passed",
                "the deadline passed "
                    + (now - entry.deadlineNanos) / 1_000_000
                    + " ms before a session was free; allow more time or send less");
        events.recordRejected().emit(late);
        entry.outcome.complete(late);
      } else if (!entry.outcome.isDone()) {
        scorer.add(entry.ids);
        rows.add(entry);
      }
    }
    ScoreOutcome[] outcomes = new ScoreOutcome[rows.size()];
    try {
      scorer.score((row, outcome) -> outcomes[row] = outcome);
    } catch (RuntimeException | Error e) {
      rows.forEach(entry -> entry.outcome.completeExceptionally(e));
      return;
    }
    for (int row = 0; row < outcomes.length; row++) {
      rows.get(row).outcome.complete(outcomes[row]);
    }
  }

  /** Scores what waits, refuses what comes, and frees the model. Closing again does nothing. */
  @Override
  public void close() {
    lock.lock();
    try {
      if (draining) {
        return;
      }
      draining = true;
      changed.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    joinUninterruptibly();
    model.release();
  }

  private void joinUninterruptibly() {
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

  private record Entry(
      RecordIds ids,
      long arrivedNanos,
      long deadlineNanos,
      boolean urgent,
      CompletableFuture<ScoreOutcome> outcome)
      implements LaneQueue.Waiting {
    @Override
    public int tokens() {
      return ids.tokens();
    }
  }
}
