package dev.weir.cli.demo;

import java.io.PrintWriter;
import java.util.List;

/**
 * A block of lines that is painted over itself on a terminal (ANSI cursor movement). Not
 * thread-safe.
 */
final class Screen {

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter terminal;
  private final int columns;
  private int painted;

  /**
   * @param columns width to cut lines at, so that none wraps and moves the block
   */
  Screen(PrintWriter terminal, int columns) {
    this.terminal = terminal;
    this.columns = columns;
  }

  void paint(List<String> lines) {
    StringBuilder frame = new StringBuilder();
    if (painted > 0) {
      frame.append(UP.formatted(painted)).append('\r');
    }
    for (String line : lines) {
      frame.append(cut(line)).append(CLEAR_TO_END_OF_LINE).append('\n');
    }
    frame.append(CLEAR_BELOW);
    terminal.print(frame);
    terminal.flush();
    painted = lines.size();
  }

  private String cut(String line) {
    return line.codePointCount(0, line.length()) <= columns
        ? line
        : line.substring(0, line.offsetByCodePoints(0, columns - 1)) + "…";
  }
}
