package dev.weir.simulator.card;

import dev.weir.simulator.random.Dice;

/**
 * Where the terminals stand, in a grid of cells so that those near a card holder are found fast.
 */
final class Terminals {
  static final int NONE = -1;

  private final double radius;
  private final int side;
  private final float[] x;
  private final float[] y;

  /** Terminals of cell c: {@code byCell[from[c]]} up to {@code byCell[from[c + 1]]}. */
  private final int[] byCell;

  private final int[] from;

  Terminals(int count, double radius, Dice dice) {
    this.radius = radius;
    this.side = Math.max(1, (int) (100 / radius));
    x = new float[count];
    y = new float[count];
    from = new int[side * side + 1];
    for (int i = 0; i < count; i++) {
      x[i] = (float) dice.uniform(0, 100);
      y[i] = (float) dice.uniform(0, 100);
      from[cell(x[i], y[i]) + 1]++;
    }
    for (int c = 0; c < side * side; c++) {
      from[c + 1] += from[c];
    }
    byCell = new int[count];
    int[] next = from.clone();
    for (int i = 0; i < count; i++) {
      byCell[next[cell(x[i], y[i])]++] = i;
    }
  }

  int count() {
    return x.length;
  }

  float x(int terminal) {
    return x[terminal];
  }

  float y(int terminal) {
    return y[terminal];
  }

  /** A terminal within the radius, each as likely as the other; {@link #NONE} if there is none. */
  int near(double homeX, double homeY, Dice dice) {
    int column = column(homeX);
    int row = column(homeY);
    int left = Math.max(0, column - 1);
    int right = Math.min(side - 1, column + 1);
    int low = Math.max(0, row - 1);
    int high = Math.min(side - 1, row + 1);
    int candidates = 0;
    for (int r = low; r <= high; r++) {
      candidates += from[r * side + right + 1] - from[r * side + left];
    }
    if (candidates == 0) {
      return NONE;
    }
    for (int attempt = 0; attempt < 64; attempt++) {
      int terminal = candidate(dice.below(candidates), left, right, low);
      if (isNear(terminal, homeX, homeY)) {
        return terminal;
      }
    }
    for (int i = 0; i < candidates; i++) {
      int terminal = candidate(i, left, right, low);
      if (isNear(terminal, homeX, homeY)) {
        return terminal;
      }
    }
    return NONE;
  }

  boolean isNear(int terminal, double homeX, double homeY) {
    return Math.hypot(x[terminal] - homeX, y[terminal] - homeY) < radius;
  }

  /** The n-th terminal of the block of cells; the cells of one row lie side by side. */
  private int candidate(int n, int left, int right, int low) {
    int rest = n;
    int row = low;
    while (true) {
      int start = from[row * side + left];
      int inRow = from[row * side + right + 1] - start;
      if (rest < inRow) {
        return byCell[start + rest];
      }
      rest -= inRow;
      row++;
    }
  }

  private int cell(double atX, double atY) {
    return column(atY) * side + column(atX);
  }

  private int column(double position) {
    return Math.min(side - 1, (int) (position * side / 100));
  }
}
