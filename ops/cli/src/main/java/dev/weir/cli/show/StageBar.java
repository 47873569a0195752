package dev.weir.cli.show;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Lines on standard error with a bar between them while a stage takes its steps on a watched
 * terminal. Not thread-safe.
 */
final class StageBar implements AutoCloseable {
  private final PrintWriter err;
  private @Nullable LateProgress bar;

  StageBar(PrintWriter err) {
    this.err = err;
  }

  /** Ends the bar, if there is one, and writes a line. */
  void line(String text) {
    close();
    err.println(text);
    err.flush();
  }

  /** Moves the bar, which begins with the first step after a line. */
  void stepTo(long done, String task, String unit) {
    if (bar == null) {
      bar = new LateProgress(task, unit);
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
