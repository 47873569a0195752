package dev.weir.cli.show;

import dev.weir.retrain.text.train.History;
import dev.weir.retrain.text.train.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Shows a training run on standard error: a line for each stage and epoch, and a bar for the steps
 * on a watched terminal. Not thread-safe.
 */
public final class TrainingView implements Progress, AutoCloseable {
  private final StageBar bar;

  public TrainingView(PrintWriter err) {
    bar = new StageBar(err);
  }

  @Override
  public void stage(String what) {
    bar.line(what);
  }

  @Override
  public void step(int done, int steps, double loss) {
    bar.stepTo(done, "steps of " + steps, "steps");
  }

  @Override
  public void epoch(int epoch, History.Epoch result) {
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, Double> figure : new TreeMap<>(result.macroF1()).entrySet()) {
      line.append(String.format(Locale.ROOT, "  %s %.3f", figure.getKey(), figure.getValue()));
    }
    bar.line(String.format(Locale.ROOT, "epoch %d: macro-F1 %.4f%s", epoch, result.score(), line));
  }

  @Override
  public void close() {
    bar.close();
  }
}
