package dev.weir.retrain.fraud.search;

import dev.weir.retrain.fraud.tree.TreeParameters;
import java.util.SplittableRandom;

/** From where hyper-parameters of boosted trees are drawn. Stateless. */
public final class ParameterSpace {
  private static final int[] BINS = {512, 2048};
  private static final int[] SIDE_BY_SIDE = {1, 1, 4};
  private static final double[] WEIGHTS = {1, 1, 3, 10};

  private ParameterSpace() {}

  /** Draws one candidate; rates and penalties evenly over their logarithms. */
  public static TreeParameters draw(SplittableRandom random, long seed) {
    double rate = logUniform(random, 0.03, 0.15);
    int rounds = (int) Math.round(Math.min(400, logUniform(random, 4, 14) / rate));
    return new TreeParameters(
        rounds,
        3 + random.nextInt(5),
        round(rate),
        round(0.5 + 0.5 * random.nextDouble()),
        round(0.2 + 0.6 * random.nextDouble()),
        round(logUniform(random, 1, 20)),
        round(logUniform(random, 0.3, 30)),
        WEIGHTS[random.nextInt(WEIGHTS.length)],
        SIDE_BY_SIDE[random.nextInt(SIDE_BY_SIDE.length)],
        BINS[random.nextInt(BINS.length)],
        random.nextBoolean(),
        seed);
  }

  private static double logUniform(SplittableRandom random, double from, double to) {
    return from * StrictMath.pow(to / from, random.nextDouble());
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
