package dev.weir.cli.show;

import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.Fit;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows a fine-tuning on standard error: a line for each stage and epoch, and a bar for the steps
 * on a watched terminal. Not thread-safe.
 */
public final class FineTuneView implements FineTuneListener, AutoCloseable {
  private final PrintWriter err;
  private @Nullable LateProgress bar;

  public FineTuneView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void stage(String what) {
    close();
    err.println(what);
    err.flush();
  }

  @Override
  public void step(int done, int steps) {
    if (bar == null) {
      bar = new LateProgress("steps of " + steps, "steps");
    }
    bar.stepTo(done);
  }

  @Override
  public void epoch(int epoch, double trainLoss, Fit valid) {
    close();
    err.printf(
        Locale.ROOT,
        "epoch %d: training loss %.4f, validation loss %.4f, accuracy %.4f%n",
        epoch,
        trainLoss,
        valid.loss(),
        valid.accuracy());
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
