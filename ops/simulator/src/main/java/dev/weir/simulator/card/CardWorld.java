package dev.weir.simulator.card;

/**
 * How large the world of cards is.
 *
 * @param cards card holders, each with one card
 * @param terminals payment terminals, spread evenly over a square of 100 by 100
 * @param radius how far from home a card holder pays, in units of that square
 */
public record CardWorld(int cards, int terminals, double radius) {

  private static final CardWorld HANDBOOK = new CardWorld(5_000, 10_000, 5);
  private static final double PAYMENTS_A_CARD = 1.9;
  private static final int FEWEST_CARDS = 50;

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
    return HANDBOOK;
  }

  /**
   * A world of about so many transactions a day, with the handbook's terminals a card and as many
   * of them within reach. Thieves take as many cards and terminals a day as in any world, so in a
   * smaller one fraud is more frequent.
   */
  public static CardWorld ofPaymentsADay(double payments) {
    int cards = (int) Math.max(FEWEST_CARDS, Math.min(1e6, payments / PAYMENTS_A_CARD));
    int terminals = cards * HANDBOOK.terminals / HANDBOOK.cards;
    double radius = HANDBOOK.radius * Math.sqrt((double) HANDBOOK.terminals / terminals);
    return new CardWorld(cards, terminals, Math.max(1, Math.min(100, radius)));
  }
}
