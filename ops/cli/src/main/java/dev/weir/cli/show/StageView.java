package dev.weir.cli.show;

import dev.weir.retrain.fraud.train.TrainingProgress;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Shows a training on standard error: a line for each stage, and a bar on a watched terminal. Not
 * thread-safe.
 */
public final class StageView implements TrainingProgress, AutoCloseable {
  private final PrintWriter err;
  private String stage = "";
  private @Nullable LateProgress bar;

  public StageView(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void begin(String name, long steps) {
    close();
    stage = steps == 0 ? name : "%s (%,d)".formatted(name, steps);
    err.println(stage);
    err.flush();
  }

  @Override
  public void step(long done) {
    if (bar == null) {
      bar = new LateProgress(stage, "");
    }
    bar.stepTo(done);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
