package dev.weir.cli.demo;

import dev.weir.cli.show.Terminal;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Where the figures are shown: painted over and over on a terminal, else a line now and then. */
final class DemoView {

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final Duration ASK_EVERY = Duration.ofSeconds(2);

  private final PrintWriter out;
  private final LiveTable table;
  private final Supplier<OptionalDouble> batchSize;
  private final boolean terminal;
  private final Screen screen;
  private OptionalDouble lastBatchSize = OptionalDouble.empty();
  private Duration nextLine = Duration.ZERO;
  private Duration nextAsk = Duration.ZERO;

  private DemoView(
      PrintWriter out, LiveTable table, Supplier<OptionalDouble> batchSize, boolean terminal) {
    this.out = out;
    this.table = table;
    this.batchSize = batchSize;
    this.terminal = terminal;
    this.screen = new Screen(out, Terminal.columns());
  }

  static DemoView on(PrintWriter out, LiveTable table, Supplier<OptionalDouble> batchSize) {
    return new DemoView(out, table, batchSize, Terminal.isWatched());
  }

  void show(DemoFigures figures, Duration elapsed) {
    if (terminal) {
      if (elapsed.compareTo(nextAsk) >= 0) {
        lastBatchSize = batchSize.get();
        nextAsk = elapsed.plus(ASK_EVERY);
      }
      screen.paint(table.lines(figures, lastBatchSize, elapsed, System.nanoTime()));
    } else if (elapsed.compareTo(nextLine) >= 0) {
      out.println(table.line(figures, elapsed));
      out.flush();
      nextLine = elapsed.plus(LINE_EVERY);
    }
  }
}
