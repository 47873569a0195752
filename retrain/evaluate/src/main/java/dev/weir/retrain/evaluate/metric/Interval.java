package dev.weir.retrain.evaluate.metric;

/** The bounds between which a measure lies, by a certain confidence. */
public record Interval(double low, double high) {
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("an interval from " + low + " to " + high);
    }
  }

  /** Of a standard normal variable, two-sided, 95 %. */
  private static final double Z = 1.959964;

  /**
   * Of a share, with 95 % confidence (E. B. Wilson, 1927); right for few, and for none.
   *
   * @param hits how many of them
   * @param of how many there are, 1 or more
   */
  public static Interval ofShare(int hits, int of) {
    if (of < 1 || hits < 0 || hits > of) {
      throw new IllegalArgumentException(hits + " of " + of + " are no share");
    }
    double share = (double) hits / of;
    double spread = Z * Z / of;
    double middle = share + spread / 2;
    double half = Math.sqrt(spread * (share * (1 - share) + spread / 4));
    return new Interval(
        Math.max(0, (middle - half) / (1 + spread)), Math.min(1, (middle + half) / (1 + spread)));
  }
}
