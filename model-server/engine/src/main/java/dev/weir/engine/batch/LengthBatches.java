package dev.weir.engine.batch;

/**
 * Cuts a window of records, sorted by length, into runs of the model. Pure and immutable.
 *
 * <p>Lengths are padded to multiples of 8. A run grows while it stays within its limits and while
 * padding its shorter records up costs less than starting another run; what a run costs is given in
 * tokens, so that the two can be compared.
 */
public final class LengthBatches {
  private static final int MULTIPLE = 8;

  private final int maxRows;
  private final int maxTokens;
  private final int runCostTokens;

  /**
   * A cutter.
   *
   * @param maxRows records in a run, at most
   * @param maxTokens padded tokens in a run, at most; a longer record runs alone
   * @param runCostTokens the fixed cost of a run, as a number of tokens
   */
  public LengthBatches(int maxRows, int maxTokens, int runCostTokens) {
    this.maxRows = maxRows;
    this.maxTokens = maxTokens;
    this.runCostTokens = runCostTokens;
  }

  /** A length padded to a multiple of 8. */
  public static int pad(int length) {
    return (length + MULTIPLE - 1) & -MULTIPLE;
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
