package dev.weir.cli.show;

import dev.weir.retrain.text.train.History;
import dev.weir.retrain.text.train.Progress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training run on standard error: a line for each stage and epoch, and a bar for the steps
 * on a watched terminal. Not thread-safe.
 */
public final class TrainingView implements Progress, AutoCloseable {
  private final PrintWriter err;
  private @Nullable LateProgress bar;

  public TrainingView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void stage(String what) {
    close();
    err.println(what);
    err.flush();
  }

  @Override
  public void step(int done, int steps, double loss) {
    if (bar == null) {
      bar = new LateProgress("steps of " + steps, "steps");
    }
    bar.stepTo(done);
  }

  @Override
  public void epoch(int epoch, History.Epoch result) {
    close();
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, Double> figure : new TreeMap<>(result.macroF1()).entrySet()) {
      line.append(String.format(Locale.ROOT, "  %s %.3f", figure.getKey(), figure.getValue()));
    }
    err.printf(Locale.ROOT, "epoch %d: macro-F1 %.4f%s%n", epoch, result.score(), line);
    err.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
