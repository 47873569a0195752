package dev.weir.cli.show;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar that appears on a watched terminal once the work has taken two seconds; quicker
 * work shows none. Not thread-safe.
 */
public final class LateProgress implements AutoCloseable {

  private static final long QUIET_NANOS = 2_000_000_000;
  private static final int UPDATE_MILLIS = 500;

  private final String task;
  private final String unit;
  private final long begin = System.nanoTime();
  private @Nullable ProgressBar bar;

  public LateProgress(String task, String unit) {
    this.task = task;
    this.unit = unit;
  }

  public void stepTo(long done) {
    if (bar == null && Terminal.isWatched() && System.nanoTime() - begin > QUIET_NANOS) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setUnit(" " + unit, 1)
              .hideEta()
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .build();
    }
    if (bar != null) {
      bar.stepTo(done);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
