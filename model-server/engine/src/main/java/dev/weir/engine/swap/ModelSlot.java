package dev.weir.engine.swap;

import dev.weir.engine.Columns;
import dev.weir.engine.ModelIdentity;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.event.SwapStep.Step;
import dev.weir.engine.session.LoadedModel;
import dev.weir.engine.session.Warmup;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The place of the model that scores now. Replacing it loses no record and keeps the old model
 * until the new one has proved itself.
 *
 * <pre>
 *   LOAD ──▶ WARM ──▶ PUBLISH ──▶ DRAIN ──▶ (the old model's last user closes it)
 *     └────────┴──▶ refused: the old model goes on
 * </pre>
 *
 * Whoever scores acquires the model, uses it and releases it; the outgoing model is closed by the
 * last one that still uses it. Thread-safe; swaps run one after the other on their callers'
 * threads, scoring never waits for them.
 */
public final class ModelSlot implements AutoCloseable {
  private final ModelPool pool;
  private final ScorerOptions options;
  private final EngineEvents events;
  private final Object swapping = new Object();
  private final @Nullable Columns columns;
  private volatile LoadedModel current; // replaced under swapping
  private boolean closed; // guarded by swapping

  private ModelSlot(
      ModelPool pool,
      ScorerOptions options,
      EngineEvents events,
      LoadedModel first,
      @Nullable Columns columns) {
    this.columns = columns;
    this.pool = pool;
    this.options = options;
    this.events = events;
    this.current = first;
  }

  /**
   * A slot with its first model, loaded and warm. What follows it must score the same kind of
   * record; after a table model, rows have the first one's columns for as long as the slot lives.
   *
   * @throws ModelPackageException if the package cannot be used; nothing stays loaded
   */
  public static ModelSlot open(
      Path packageDir, ScorerOptions options, ModelPool pool, EngineEvents events) {
    LoadedModel first = prepare(packageDir, options, pool, events, any -> {});
    @Nullable Columns columns = first.scoresRows() ? Columns.of(first.table().names()) : null;
    return new ModelSlot(pool, options, events, first, columns);
  }

  /**
   * A slot of table models for rows of certain columns.
   *
   * @throws ModelPackageException if the package cannot be used, or needs a column that is not
   *     among them; nothing stays loaded
   */
  public static ModelSlot openForRows(
      Path packageDir,
      Columns columns,
      ScorerOptions options,
      ModelPool pool,
      EngineEvents events) {
    LoadedModel first =
        prepare(packageDir, options, pool, events, model -> RecordKind.check(model, columns));
    return new ModelSlot(pool, options, events, first, columns);
  }

  /**
   * The columns of the rows that its models score.
   *
   * @throws ModelPackageException if they score texts
   */
  public Columns columns() {
    if (columns == null) {
      throw RecordKind.notForRows(model());
    }
    return columns;
  }

  /**
   * Checks that its models score texts.
   *
   * @throws ModelPackageException if they score rows
   */
  public void requireTexts() {
    if (columns != null) {
      throw RecordKind.notForTexts(model());
    }
  }

  /**
   * The model that scores now, with a reference that the caller gives back by {@link
   * LoadedModel#release()}.
   *
   * @throws IllegalStateException if the slot is closed
   */
  public LoadedModel acquire() {
    LoadedModel model = current;
    while (!model.retain()) {
      LoadedModel next = current;
      if (next == model) {
        throw new IllegalStateException(
            "the scorer of " + model.identity() + " is closed; open another");
      }
      model = next;
    }
    return model;
  }

  /** The model that scores now. */
  public ModelIdentity model() {
    return current.identity();
  }

  /**
   * Replaces the model, and returns when records that come from now on are scored by the new one.
   *
   * @return the model that now scores
   * @throws ModelPackageException if the package cannot be used, or not for the records that this
   *     slot scores; the old model goes on
   * @throws IllegalStateException if the slot is closed
   */
  public ModelIdentity swap(Path packageDir) {
    synchronized (swapping) {
      if (closed) {
        throw new IllegalStateException("the slot of " + model() + " is closed; open another");
      }
      LoadedModel next =
          prepare(packageDir, options, pool, events, model -> RecordKind.check(model, columns));
      LoadedModel old = current;
      long published = System.nanoTime();
      current = next;
      events.swapStep().emit(next.identity(), Step.PUBLISH, System.nanoTime() - published);
      old.release();
      events.swapStep().emit(old.identity(), Step.DRAIN, System.nanoTime() - published);
      return next.identity();
    }
  }

  private static LoadedModel prepare(
      Path packageDir,
      ScorerOptions options,
      ModelPool pool,
      EngineEvents events,
      Consumer<LoadedModel> admission) {
    long start = System.nanoTime();
    try {
      LoadedModel model = pool.acquire(packageDir, options, events);
      try {
        admission.accept(model);
        long loaded = System.nanoTime();
        events.swapStep().emit(model.identity(), Step.LOAD, loaded - start);
        Warmup.run(model, options.batches(model.session().provider()));
        events.swapStep().emit(model.identity(), Step.WARM, System.nanoTime() - loaded);
        return model;
      } catch (RuntimeException e) {
        model.release();
        throw e;
      }
    } catch (ModelPackageException e) {
      events.swapFailed().emit(e);
      throw e;
    }
  }

  /** Gives the model back; whoever still scores with it finishes. Closing again does nothing. */
  @Override
  public void close() {
    synchronized (swapping) {
      if (!closed) {
        closed = true;
        current.release();
      }
    }
  }
}
