package dev.weir.simulator.card;

import dev.weir.simulator.random.Dice;

/**
 * The card holders: where they live, what they usually spend (mean 5 to 100, deviation half of it)
 * and how often they pay (0 to 4 times a day on average).
 */
final class CardHolders {
  private final float[] x;
  private final float[] y;
  private final float[] meanAmount;
  private final float[] perDay;

  CardHolders(int count, Dice dice) {
    x = new float[count];
    y = new float[count];
    meanAmount = new float[count];
    perDay = new float[count];
    for (int i = 0; i < count; i++) {
      x[i] = (float) dice.uniform(0, 100);
      y[i] = (float) dice.uniform(0, 100);
      meanAmount[i] = (float) dice.uniform(5, 100);
      perDay[i] = (float) dice.uniform(0, 4);
    }
  }

  int count() {
    return x.length;
  }

  float x(int card) {
    return x[card];
  }

  float y(int card) {
    return y[card];
  }

  int paymentsToday(int card, Dice dice) {
    return dice.poisson(perDay[card]);
  }

  /** The usual amount, in cents. */
  double meanCents(int card) {
    return 100.0 * meanAmount[card];
  }

  /** What is spent, in cents; a normal draw below zero becomes an even one up to twice the mean. */
  long amountCents(int card, Dice dice) {
    double mean = meanAmount[card];
    double amount = dice.normal(mean, mean / 2);
    return Math.round(100 * (amount < 0 ? dice.uniform(0, 2 * mean) : amount));
  }
}
