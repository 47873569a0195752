package dev.weir.engine.session;

import ai.onnxruntime.OrtException;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.event.EngineEvents;
import dev.weir.engine.onnx.OrtRuntime;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What scoring a window of texts and one of rows have in common: runs of the graph, calibration,
 * and the search by halving for the record that makes a run fail, which is rejected alone. Confined
 * to one thread; does not own the model.
 */
public abstract class WindowScorer {
  final LoadedModel model;
  final EngineEvents events;
  int runs;

  WindowScorer(LoadedModel model, EngineEvents events) {
    this.model = model;
    this.events = events;
  }

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

  /** Records of the window so far. */
  public abstract int rows();

  /** Scores the window. Every row's outcome reaches the sink exactly once, in any order. */
  public abstract void score(Sink sink);

  /** Runs the graph on the records at these positions of the window's order. */
  abstract void runGraph(int from, int to) throws OrtException;

  /** The row at a position of the window's order. */
  abstract int row(int position);

  /** Tokens of a row. */
  abstract int tokens(int row);

  /** The outputs of a head after a run. */
  abstract FloatBuffer output(int head);

  final void run(int from, int to, Sink sink) {
    try {
      runGraph(from, to);
      runs++;
    } catch (OrtException e) {
      events.runFailed().emit(model.identity(), to - from, OrtRuntime.firstLine(e));
      isolate(from, to, sink, e);
      return;
    }
    for (int i = from; i < to; i++) {
      int row = row(i);
      sink.accept(row, outcome(i - from, tokens(row)));
    }
  }

  /** Halves a failed run until the bad record stands alone. */
  private void isolate(int from, int to, Sink sink, OrtException failure) {
    if (to - from == 1) {
      sink.accept(
          row(from),
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

  private ScoreOutcome outcome(int place, int tokens) {
    float[][] probabilities = new float[model.headCount()][];
    for (int task = 0; task < probabilities.length; task++) {
      float @Nullable [] scores = model.head(task).read(output(task), place);
      if (scores == null) {
        return rejected(
            "scores-not-finite",
            "model "
                + model.identity()
                + " gave a score that is no finite number, or no probability, for task "
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
