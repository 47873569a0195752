package dev.weir.scoring.drift;

/**
 * How far two counted distributions lie apart, and how far chance alone would put them. Immutable.
 *
 * <p>With p and q the shares of the B bins among n values of the reference and m of the window,
 * each bin with {@value #PSEUDO_COUNT} more (Jeffreys' prior, so that an empty bin is no infinite
 * surprise):
 *
 * <ul>
 *   <li>PSI = Σ (q − p) ln(q / p), the population stability index (N. Siddiqi, Credit Risk
 *       Scorecards, 2006), which is the symmetric divergence of Jeffreys (1946);
 *   <li>JS = √(½ Σ p log₂(p / a) + ½ Σ q log₂(q / a)) with a = (p + q) / 2: the square root of the
 *       divergence of J. Lin (1991), a metric (D. Endres and J. Schindelin, 2003), from 0 to 1;
 *   <li>of two samples of one distribution, PSI ÷ (1/n + 1/m) is distributed as χ² with B − 1
 *       degrees of freedom, so it is (B − 1)(1/n + 1/m) on average (B. Yurdakul and J. Naranjo,
 *       Statistical properties of the population stability index, 2020). Its quantile is that of χ²
 *       after E. Wilson and M. Hilferty (1931).
 * </ul>
 *
 * @param psi population stability index, 0 or more
 * @param js Jensen-Shannon distance, from 0 to 1
 * @param noise PSI of chance alone, on average
 * @param noiseLimit PSI that chance alone exceeds once in a thousand comparisons
 * @param bins bins that were compared
 */
public record Divergence(double psi, double js, double noise, double noiseLimit, int bins) {

  /** Two that were not compared, for want of values. */
  public static final Divergence NONE = new Divergence(0, 0, 0, 0, 0);

  static final double PSEUDO_COUNT = 0.5;

  /** Of the normal distribution, exceeded once in a thousand. */
  private static final double ONE_IN_A_THOUSAND = 3.0902;

  /** Between the values of a reference and those of a window. */
  public static Divergence of(Histogram reference, Histogram window) {
    if (reference.total() == 0 || window.total() == 0) {
      return NONE;
    }
    Bins bins = Bins.of(reference, window);
    return of(bins.counts(reference), bins.counts(window));
  }

  /**
   * Between counts in the same bins.
   *
   * @throws IllegalArgumentException when there are not as many in one as in the other
   */
  static Divergence of(long[] reference, long[] window) {
    int bins = reference.length;
    if (bins != window.length) {
      throw new IllegalArgumentException(
          "divergence: " + bins + " bins against " + window.length + "; both need the same");
    }
    double n = sum(reference);
    double m = sum(window);
    if (bins < 2 || n == 0 || m == 0) {
      return NONE;
    }
    double psi = 0;
    double js = 0;
    for (int i = 0; i < bins; i++) {
      double p = (reference[i] + PSEUDO_COUNT) / (n + PSEUDO_COUNT * bins);
      double q = (window[i] + PSEUDO_COUNT) / (m + PSEUDO_COUNT * bins);
      double middle = (p + q) / 2;
      psi += (q - p) * Math.log(q / p);
      js += (p * Math.log(p / middle) + q * Math.log(q / middle)) / (2 * Math.log(2));
    }
    double spread = 1 / n + 1 / m;
    int freedom = bins - 1;
    return new Divergence(
        psi, Math.sqrt(Math.max(0, js)), freedom * spread, chiSquare(freedom) * spread, bins);
  }

  /** How far beyond chance. */
  public double excess() {
    return psi - noise;
  }

  private static double chiSquare(int freedom) {
    double spread = 2.0 / (9 * freedom);
    return freedom * Math.pow(1 - spread + ONE_IN_A_THOUSAND * Math.sqrt(spread), 3);
  }

  private static double sum(long[] counts) {
    double sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }
}
