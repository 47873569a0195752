package dev.weir.cli.show;

import dev.weir.retrain.fraud.train.TrainingProgress;
import java.io.PrintWriter;

/**
 * Shows a training on standard error: a line for each stage, and a bar on a watched terminal. Not
 * thread-safe.
 */
public final class StageView implements TrainingProgress, AutoCloseable {
  private String stage = "";
  private final StageBar bar;

  public StageView(PrintWriter err) {
    bar = new StageBar(err);
  }

  @Override
  public void begin(String name, long steps) {
    stage = steps == 0 ? name : "%s (%,d)".formatted(name, steps);
    bar.line(stage);
  }

  @Override
  public void step(long done) {
    bar.stepTo(done, stage, "");
  }

  @Override
  public void close() {
    bar.close();
  }
}
