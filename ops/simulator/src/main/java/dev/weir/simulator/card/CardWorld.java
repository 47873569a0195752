package dev.weir.simulator.card;

/**
 * How large the world of cards is.
 *
 * @param cards card holders, each with one card
 * @param terminals payment terminals, spread evenly over a square of 100 by 100
 * @param radius how far from home a card holder pays, in units of that square
 */
public record CardWorld(int cards, int terminals, double radius) {
  public CardWorld {
    if (cards < 3 || terminals < 2) {
      throw new IllegalArgumentException(
          "card world: "
              + cards
              + " cards and "
              + terminals
              + " terminals; at least 3 and 2 are needed, as many are compromised each day");
    }
    if (!(radius >= 1 && radius <= 100)) {
      throw new IllegalArgumentException(
          "card world: radius " + radius + " is not within 1 to 100");
    }
  }

  /** 5,000 cards, 10,000 terminals, radius 5: about 9,500 transactions a day. */
  public static CardWorld ofHandbook() {
    return new CardWorld(5_000, 10_000, 5);
  }
}
