package dev.weir.cli.platform;

import dev.weir.platform.StartProgress;
import dev.weir.platform.StartStage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** A line for each part of the platform that is ready. */
public final class StartLines implements StartProgress {

  private final PrintWriter out;

  public StartLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begun(StartStage stage) {
    if (stage == StartStage.NODE) {
      out.println("Starting broker, Flink and schema registry …");
      out.flush();
    }
  }

  @Override
  public void done(StartStage stage, Duration took) {
    if (stage != StartStage.CHECKS) {
      out.printf(Locale.ROOT, "  %-18s %5.1f s%n", stage.label(), took.toMillis() / 1000.0);
      out.flush();
    }
  }
}
