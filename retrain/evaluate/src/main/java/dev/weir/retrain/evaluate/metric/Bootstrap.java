package dev.weir.retrain.evaluate.metric;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Percentile intervals from resamples drawn with replacement (Efron 1979). Equal seeds give equal
 * intervals, on any number of threads. Immutable, thread-safe.
 *
 * @param resamples how many are drawn
 * @param level share of resamples inside the interval, such as 0.95
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {
  /** 1,000 resamples, 95 %, seed 17. */
  public static final Bootstrap DEFAULT = new Bootstrap(1_000, 0.95, 17);

  public Bootstrap {
    if (resamples < 2) {
      throw new IllegalArgumentException("resamples must be 2 or more, was " + resamples);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1, was " + level);
    }
  }

  /**
   * Intervals of measures that are computed together.
   *
   * @param n elements
   * @param measures the values, by name, of a sample in which element i stands {@code weights[i]}
   *     times; called by several threads at once. Values that are not numbers (a label that the
   *     resample misses) are left out.
   * @return an interval for each name that has values
   */
  public Map<String, Interval> intervals(int n, Function<int[], Map<String, Double>> measures) {
    if (n == 0) {
      return Map.of();
    }
    long[] seeds = new SplittableRandom(seed).longs(resamples).toArray();
    double[][] values = new double[resamples][];
    String[] names = measures.apply(ones(n)).keySet().stream().sorted().toArray(String[]::new);
    IntStream.range(0, resamples)
        .parallel()
        .forEach(
            resample -> {
              Map<String, Double> drawn = measures.apply(draw(n, seeds[resample]));
              values[resample] =
                  Arrays.stream(names)
                      .mapToDouble(name -> drawn.getOrDefault(name, Double.NaN))
                      .toArray();
            });
    Map<String, Interval> intervals = new TreeMap<>();
    for (int name = 0; name < names.length; name++) {
      int column = name;
      double[] sorted =
          Arrays.stream(values)
              .mapToDouble(row -> row[column])
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      if (sorted.length > 0) {
        intervals.put(
            names[name],
            new Interval(quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)));
      }
    }
    return intervals;
  }

  /** What the intervals are, as reports say it. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s %% percentile bootstrap, %d resamples, seed %d",
        BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString(),
        resamples,
        seed);
  }

  private static int[] draw(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] weights = new int[n];
    for (int i = 0; i < n; i++) {
      weights[random.nextInt(n)]++;
    }
    return weights;
  }

  private static int[] ones(int n) {
    int[] ones = new int[n];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Linear interpolation between order statistics (Hyndman and Fan's type 7). */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
