package dev.weir.cli.show;

import dev.weir.retrain.transformer.train.FineTuneListener;
import dev.weir.retrain.transformer.train.Fit;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows a fine-tuning on standard error: a line for each stage and epoch, and a bar for the steps
 * on a watched terminal. Not thread-safe.
 */
public final class FineTuneView implements FineTuneListener, AutoCloseable {
  private final StageBar bar;

  public FineTuneView(PrintWriter err) {
    bar = new StageBar(err);
  }

  @Override
  public void stage(String what) {
    bar.line(what);
  }

  @Override
  public void step(int done, int steps) {
    bar.stepTo(done, "steps of " + steps, "steps");
  }

  @Override
  public void epoch(int epoch, double trainLoss, Fit valid) {
    bar.line(
        String.format(
            Locale.ROOT,
            "epoch %d: training loss %.4f, validation loss %.4f, accuracy %.4f",
            epoch,
            trainLoss,
            valid.loss(),
            valid.accuracy()));
  }

  @Override
  public void close() {
    bar.close();
  }
}
