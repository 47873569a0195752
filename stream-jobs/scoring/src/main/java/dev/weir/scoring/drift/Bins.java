package dev.weir.scoring.drift;

import java.util.Arrays;

/**
 * Buckets of a histogram joined into the bins that a comparison looks at. Ordered scales are cut at
 * the quantiles of the reference, as a PSI is (some ten bins, fewer where values repeat); others
 * keep those buckets that hold anything in either. Immutable.
 */
final class Bins {

  /** Quantile bins that a PSI is computed over by custom. */
  static final int QUANTILES = 10;

  private final int[] binOf;
  private final int bins;

  private Bins(int[] binOf, int bins) {
    this.binOf = binOf;
    this.bins = bins;
  }

  /** The bins of a reference, for a window of the same scale. */
  static Bins of(Histogram reference, Histogram window) {
    if (reference.scale().isOrdered()) {
      Bins quantiles = quantiles(reference);
      if (quantiles.count() > 1) {
        return quantiles;
      }
    }
    // also for a feature that was the same in the whole reference, and is another now
    return present(reference, window);
  }

  private static Bins quantiles(Histogram reference) {
    int[] binOf = new int[reference.scale().buckets()];
    long total = reference.total();
    long before = 0;
    long quantile = 0;
    boolean begun = false;
    int bin = 0;
    for (int bucket = 0; bucket < binOf.length; bucket++) {
      long count = reference.count(bucket);
      long reached = before * QUANTILES / total;
      // a bucket that holds a bin's worth by itself is one by itself
      boolean heavy = count * QUANTILES >= total;
      if (begun && count > 0 && (reached > quantile || heavy)) {
        bin++;
        quantile = reached;
      }
      begun |= count > 0;
      binOf[bucket] = bin;
      before += count;
    }
    return new Bins(binOf, bin + 1);
  }

  private static Bins present(Histogram reference, Histogram window) {
    int[] binOf = new int[reference.scale().buckets()];
    int bins = 0;
    for (int bucket = 0; bucket < binOf.length; bucket++) {
      boolean used = reference.count(bucket) > 0 || window.count(bucket) > 0;
      binOf[bucket] = used ? bins++ : -1;
    }
    return new Bins(binOf, bins);
  }

  /** How many there are. */
  int count() {
    return bins;
  }

  /** The counts of a histogram in these bins. */
  long[] counts(Histogram histogram) {
    long[] counts = new long[bins];
    for (int bucket = 0; bucket < binOf.length; bucket++) {
      if (binOf[bucket] >= 0) {
        counts[binOf[bucket]] += histogram.count(bucket);
      }
    }
    return counts;
  }

  @Override
  public String toString() {
    return "Bins" + Arrays.toString(binOf);
  }
}
