package dev.weir.scoring.fraud;

import java.util.Arrays;

/**
 * Fills the columns of growing windows in one walk from a payment back into the past. Counts and
 * sums are whole numbers; the spread is summed around the payment's own amount, from young to old.
 * Not thread-safe.
 */
final class WindowSweep {
  /** A power of two, more than twice the entries of the longest log. */
  private static final int SLOTS = 512;

  private final WindowColumns[] windows;
  private final int[] seen = new int[SLOTS];
  private final int[] seenIn = new int[SLOTS];
  private int sweep;

  private long count;
  private long sum;
  private double deviations;
  private double squares;
  private int parties;

  WindowSweep(WindowColumns[] windows) {
    this.windows = windows;
  }

  /** Fills the columns for entry {@code at} of the log, which is the payment itself. */
  void fill(AmountLog log, int at, float[] row) {
    begin();
    long now = log.time(at);
    double own = log.mean(at);
    int window = 0;
    for (int i = at; i >= 0; i--) {
      while (window < windows.length && log.time(i) <= now - windows[window].length()) {
        write(windows[window++], row);
      }
      if (window == windows.length) {
        return;
      }
      int n = log.count(i);
      double deviation = log.mean(i) - own;
      count += n;
      sum = AmountLog.saturatedSum(sum, log.sum(i));
      deviations += n * deviation;
      squares += n * (deviation * deviation);
      parties += isNew(log.party(i)) ? 1 : 0;
    }
    while (window < windows.length) {
      write(windows[window++], row);
    }
  }

  private void begin() {
    if (++sweep == 0) {
      Arrays.fill(seenIn, 0);
      sweep = 1;
    }
    count = 0;
    sum = 0;
    deviations = 0;
    squares = 0;
    parties = 0;
  }

  private void write(WindowColumns window, float[] row) {
    set(row, window.count(), (double) count);
    set(row, window.sum(), sum / Payment.UNIT);
    set(row, window.mean(), (double) sum / count / Payment.UNIT);
    set(row, window.parties(), parties);
    if (window.spread() >= 0) {
      double variance = (squares - deviations * deviations / count) / (count - 1);
      row[window.spread()] =
          count < 2 ? Float.NaN : (float) (Math.sqrt(Math.max(0, variance)) / Payment.UNIT);
    }
  }

  private static void set(float[] row, int column, double value) {
    if (column >= 0) {
      row[column] = (float) value;
    }
  }

  private boolean isNew(int party) {
    int slot = (party * 0x9E3779B9) >>> 23;
    while (seenIn[slot] == sweep) {
      if (seen[slot] == party) {
        return false;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    seenIn[slot] = sweep;
    seen[slot] = party;
    return true;
  }
}
