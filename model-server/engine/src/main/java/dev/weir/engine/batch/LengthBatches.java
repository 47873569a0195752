package dev.weir.engine.batch;

/**
 * Cuts a window of records, sorted by length, into runs of the model. Pure and immutable.
 *
 * <p>A run grows while it stays within its limits and while padding its shorter records up costs
 * less than starting another run; what a run costs is given in tokens, so that the two can be
 * compared. Lengths are padded to the run's longest record, rounded up to a multiple: 1 on a CPU,
 * where rounding gains nothing, 8 on a GPU, whose matrix units work in tiles.
 */
public final class LengthBatches {
  private final int maxRows;
  private final int maxTokens;
  private final int runCostTokens;
  private final int multiple;

  /**
   * A cutter.
   *
   * @param maxRows records in a run, at most
   * @param maxTokens padded tokens in a run, at most; a longer record runs alone
   * @param runCostTokens the fixed cost of a run, as a number of tokens
   * @param multiple what lengths are rounded up to: a power of two
   */
  public LengthBatches(int maxRows, int maxTokens, int runCostTokens, int multiple) {
    if (Integer.bitCount(multiple) != 1) {
      throw new IllegalArgumentException("multiple must be a power of two, was " + multiple);
    }
    this.maxRows = maxRows;
    this.maxTokens = maxTokens;
    this.runCostTokens = runCostTokens;
    this.multiple = multiple;
  }

  /** Records in a run, at most. */
  public int maxRows() {
    return maxRows;
  }

  /** Padded tokens in a run of more than one record, at most. */
  public int maxTokens() {
    return maxTokens;
  }

  /** A length rounded up to the multiple. */
  public int pad(int length) {
    return (length + multiple - 1) & -multiple;
  }

  /**
   * Where the run that starts at {@code from} ends.
   *
   * @param sorted ascending; the length of a record stands in the upper 32 bits
   * @param from the run's first record
   * @param to the window's end, above {@code from}
   * @return the first record that is not in the run, above {@code from}
   */
  public int end(long[] sorted, int from, int to) {
    int width = pad((int) (sorted[from] >>> 32));
    int wasted = 0;
    int end = from + 1;
    while (end < to && end - from < maxRows) {
      int next = pad((int) (sorted[end] >>> 32));
      int rows = end - from;
      wasted += rows * (next - width);
      if (wasted > runCostTokens || (rows + 1) * next > maxTokens) {
        break;
      }
      width = next;
      end++;
    }
    return end;
  }
}
