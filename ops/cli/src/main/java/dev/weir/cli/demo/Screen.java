package dev.weir.cli.demo;

import java.io.PrintWriter;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * A block of lines that is painted over itself on a terminal (ANSI cursor movement). Not
 * thread-safe.
 */
final class Screen {

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  /**
   * Terminals differ in how wide they draw some characters: a line that is too long must not wrap.
   */
  private static final String WRAP_OFF = "\u001b[?7l";

  private static final String WRAP_ON = "\u001b[?7h";

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
    StringBuilder frame = new StringBuilder(WRAP_OFF);
    if (painted > 0) {
      frame.append(UP.formatted(painted)).append('\r');
    }
    for (String line : lines) {
      frame.append(cut(line)).append(CLEAR_TO_END_OF_LINE).append('\n');
    }
    frame.append(CLEAR_BELOW).append(WRAP_ON);
    terminal.print(frame);
    terminal.flush();
    painted = lines.size();
  }

  /** Cuts by what a terminal shows: Chinese characters take two columns, combining marks none. */
  private String cut(String line) {
    int width = 0;
    for (int i = 0; i < line.length(); i = line.offsetByCodePoints(i, 1)) {
      width += Math.max(0, WCWidth.wcwidth(line.codePointAt(i)));
      if (width >= columns) {
        return line.substring(0, i) + "…";
      }
    }
    return line;
  }
}
