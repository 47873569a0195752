package dev.weir.engine.bench;

import dev.weir.engine.session.Provider;
import java.time.Duration;

/**
 * How long and on what a benchmark runs.
 *
 * @param provider what runs the model
 * @param pairs how often the two things are measured in turn; five or more for a figure to quote
 * @param perSample how long each is measured each time
 * @param seed of the generated texts
 */
public record BenchOptions(Provider provider, int pairs, Duration perSample, long seed) {
  public BenchOptions {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs must be 1 or more, was " + pairs);
    }
    if (perSample.isNegative() || perSample.isZero()) {
      throw new IllegalArgumentException("perSample must be above zero, was " + perSample);
    }
  }

  /** The CPU, seven pairs of two seconds each. */
  public static BenchOptions defaults() {
    return new BenchOptions(Provider.CPU, 7, Duration.ofSeconds(2), 1);
  }

  /** The same on another provider. */
  public BenchOptions withProvider(Provider other) {
    return new BenchOptions(other, pairs, perSample, seed);
  }

  /** The same with other numbers. */
  public BenchOptions with(int otherPairs, Duration otherPerSample) {
    return new BenchOptions(provider, otherPairs, otherPerSample, seed);
  }
}
