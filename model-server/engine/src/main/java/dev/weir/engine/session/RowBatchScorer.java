package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import dev.weir.engine.event.EngineEvents;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Collects a window of rows, then scores them in runs of so many. A row that makes a run fail is
 * rejected alone. Confined to one thread; does not own the model.
 */
public final class RowBatchScorer extends WindowScorer {
  private final RowRunner runner;
  private final int maxRows;
  private final int[] sources;
  private final boolean inOrder;
  private float[][] window = new float[64][];
  private int rows;

  /**
   * Buffers for windows of any size.
   *
   * @param sources where each column of the model stands in a row; -1: nowhere
   * @param maxRows rows in a run, at most
   */
  public RowBatchScorer(LoadedModel model, int[] sources, int maxRows, EngineEvents events) {
    super(model, events);
    this.runner = model.newRowRunner(maxRows);
    this.maxRows = maxRows;
    this.sources = sources.clone();
    boolean same = true;
    for (int i = 0; i < sources.length; i++) {
      same &= sources[i] == i;
    }
    this.inOrder = same;
  }

  /** Starts an empty window. */
  public void clear() {
    Arrays.fill(window, 0, rows, null);
    rows = 0;
  }

  @Override
  public int rows() {
    return rows;
  }

  /** Adds a row as the window's next one; it must not change until the window is scored. */
  public void add(float[] values) {
    if (rows == window.length) {
      window = Arrays.copyOf(window, rows * 2);
    }
    window[rows++] = values;
  }

  @Override
  public void score(Sink sink) {
    if (rows == 0) {
      return;
    }
    long began = System.nanoTime();
    runs = 0;
    for (int start = 0; start < rows; start += maxRows) {
      run(start, Math.min(start + maxRows, rows), sink);
    }
    events.windowScored().emit(rows, runs, 0, 0, System.nanoTime() - began);
  }

  @Override
  void runGraph(int from, int to) throws OrtException {
    for (int i = from; i < to; i++) {
      if (inOrder) {
        runner.put(i - from, window[i]);
      } else {
        runner.put(i - from, window[i], sources);
      }
    }
    runner.run(model.session(), to - from);
  }

  @Override
  int row(int position) {
    return position;
  }

  @Override
  int tokens(int row) {
    return 0;
  }

  @Override
  FloatBuffer output(int head) {
    return runner.output(head);
  }
}
