package dev.weir.simulator.random;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A seeded source of chance with the draws the simulator needs. Equal seeds give equal sequences.
 *
 * <p>Not thread-safe: each generator owns its own.
 */
public final class Dice {
  private final SplittableRandom random;

  public Dice(long seed) {
    this(new SplittableRandom(seed));
  }

  private Dice(SplittableRandom random) {
    this.random = random;
  }

  /** An independent source whose draws do not disturb those of this one. */
  public Dice split() {
    return new Dice(random.split());
  }

  public long nextLong() {
    return random.nextLong();
  }

  /** Uniform in {@code [0, bound)}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** Uniform in {@code [low, high]}, both ends included. */
  public int between(int low, int high) {
    return random.nextInt(low, high + 1);
  }

  /** Uniform in {@code [0, 1)}. */
  public double fraction() {
    return random.nextDouble();
  }

  /** Uniform in {@code [low, high)}. */
  public double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  public <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  public double normal(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  /**
   * A Poisson draw by Knuth's product of uniforms: fit for the small means (below 30) used here.
   */
  public int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = -1;
    double product = 1.0;
    do {
      product *= random.nextDouble();
      count++;
    } while (product > limit);
    return count;
  }

  /**
   * An index in {@code [0, bound)} whose frequency falls with the index, as activity of authors and
   * popularity of products do: half of all draws lie in the first quarter.
   */
  public int skewed(int bound) {
    double fraction = random.nextDouble();
    return (int) (fraction * fraction * bound);
  }
}
