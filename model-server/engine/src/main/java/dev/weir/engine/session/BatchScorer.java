package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.feature.FeatureException;
import dev.weir.engine.feature.IdArena;
import dev.weir.engine.onnx.OrtRuntime;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a window of records, then scores them: sorted by length, cut into runs, calibrated. A
 * record that makes a run fail is found by halving and rejected alone. Confined to one thread; does
 * not own the model.
 */
public final class BatchScorer {
  private final LoadedModel model;
  private final LengthBatches batches;
  private final BatchRunner runner;
  private final IdArena[] arenas;
  private final EngineEvents events;
  private long[] sorted = new long[64];
  private int runs;
  private long paddedTokens;

  /** Takes the outcome of each record of a window. */
  @FunctionalInterface
  public interface Sink {
    /**
     * The outcome of a record.
     *
     * @param row its place in the window
     */
    void accept(int row, ScoreOutcome outcome);
  }

  /** Buffers for windows of any size, run as {@code batches} cuts them. */
  public BatchScorer(LoadedModel model, LengthBatches batches) {
    this(model, batches, EngineEvents.unmeasured());
  }

  /** The same, telling of what happens. */
  public BatchScorer(LoadedModel model, LengthBatches batches, EngineEvents events) {
    this.events = events;
    this.model = model;
    this.batches = batches;
    this.runner = model.newRunner(batches);
    this.arenas = new IdArena[model.sequences()];
    Arrays.setAll(arenas, i -> new IdArena());
  }

  /** Starts an empty window. */
  public void clear() {
    for (IdArena arena : arenas) {
      arena.clear();
    }
  }

  /** Records of the window so far. */
  public int rows() {
    return arenas[0].records();
  }

  /**
   * Adds a text as the window's next row.
   *
   * @param raw one that {@link dev.weir.engine.feature.TextValidator} lets pass
   * @param normalized the same after the model's normalisation
   * @return null, or why it could not be added; the window is then as before
   */
  public @Nullable Rejected add(String raw, String normalized) {
    try {
      for (int s = 0; s < arenas.length; s++) {
        model.feature(s).append(raw, normalized, arenas[s]);
      }
    } catch (FeatureException e) {
      for (IdArena arena : arenas) {
        arena.abandonRecord();
      }
      return new Rejected("tokenize", "tokenizer-failed", String.valueOf(e.getMessage()));
    }
    for (IdArena arena : arenas) {
      arena.endRecord();
    }
    return null;
  }

  /** Adds a record whose ids were made elsewhere as the window's next row. */
  public void add(RecordIds ids) {
    for (int s = 0; s < arenas.length; s++) {
      arenas[s].addAll(ids.of(s), ids.of(s).length);
      arenas[s].endRecord();
    }
  }

  /** Scores the window. Every row's outcome reaches the sink exactly once, in any order. */
  public void score(Sink sink) {
    int rows = rows();
    if (sorted.length < rows) {
      sorted = new long[Math.max(rows, sorted.length * 2)];
    }
    for (int row = 0; row < rows; row++) {
      sorted[row] = (long) arenas[0].length(row) << 32 | row;
    }
    if (rows == 0) {
      return;
    }
    Arrays.sort(sorted, 0, rows);
    long began = System.nanoTime();
    runs = 0;
    paddedTokens = 0;
    for (int start = 0; start < rows; ) {
      int end = batches.end(sorted, start, rows);
      run(start, end, sink);
      start = end;
    }
    events
        .windowScored()
        .emit(rows, runs, arenas[0].size(), paddedTokens, System.nanoTime() - began);
  }

  private void run(int from, int to, Sink sink) {
    try {
      runner.run(model.session(), arenas, sorted, from, to);
      runs++;
      paddedTokens += runner.paddedTokens();
    } catch (OrtException e) {
      events.runFailed().emit(model.identity(), to - from, OrtRuntime.firstLine(e));
      isolate(from, to, sink, e);
      return;
    }
    for (int i = from; i < to; i++) {
      int row = (int) sorted[i];
      sink.accept(row, outcome(i - from, arenas[0].length(row)));
    }
  }

  /** Halves a failed run until the bad record stands alone. */
  private void isolate(int from, int to, Sink sink, OrtException failure) {
    if (to - from == 1) {
      sink.accept(
          (int) sorted[from],
          rejected(
              "run-failed",
              "model "
                  + model.identity()
                  + " failed on this record: "
                  + OrtRuntime.firstLine(failure)));
      return;
    }
    int middle = (from + to) >>> 1;
    run(from, middle, sink);
    run(middle, to, sink);
  }

  private ScoreOutcome outcome(int row, int tokens) {
    float[][] probabilities = new float[model.headCount()][];
    for (int task = 0; task < probabilities.length; task++) {
      float @Nullable [] scores = model.head(task).read(runner.output(task), row);
      if (scores == null) {
        return rejected(
            "scores-not-finite",
            "model "
                + model.identity()
                + " gave a score that is no finite number for task "
                + model.tasks().get(task).name());
      }
      probabilities[task] = scores;
    }
    return new Scored(probabilities, tokens);
  }

  private Rejected rejected(String code, String message) {
    Rejected rejected = new Rejected("inference", code, message);
    events.recordRejected().emit(rejected);
    return rejected;
  }
}
