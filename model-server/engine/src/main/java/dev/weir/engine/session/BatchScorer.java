package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.batch.LengthBatches;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.feature.FeatureException;
import dev.weir.engine.feature.IdArena;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Collects a window of records, then scores them: sorted by length, cut into runs, calibrated. A
 * record that makes a run fail is found by halving and rejected alone. Confined to one thread; does
 * not own the model.
 */
public final class BatchScorer extends WindowScorer {
  private final LengthBatches batches;
  private final BatchRunner runner;
  private final IdArena[] arenas;
  private long[] sorted = new long[64];
  private long paddedTokens;

  /** Buffers for windows of any size, run as {@code batches} cuts them. */
  public BatchScorer(LoadedModel model, LengthBatches batches) {
    this(model, batches, EngineEvents.unmeasured());
  }

  /** The same, telling of what happens. */
  public BatchScorer(LoadedModel model, LengthBatches batches, EngineEvents events) {
    super(model, events);
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

  @Override
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

  @Override
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

  @Override
  void runGraph(int from, int to) throws OrtException {
    runner.run(model.session(), arenas, sorted, from, to);
    paddedTokens += runner.paddedTokens();
  }

  @Override
  int row(int position) {
    return (int) sorted[position];
  }

  @Override
  int tokens(int row) {
    return arenas[0].length(row);
  }

  @Override
  FloatBuffer output(int head) {
    return runner.output(head);
  }
}
