package dev.weir.simulator.truth;

/**
 * What is true of a card transaction.
 *
 * @param scenario 0 genuine, 1 an amount above 220, 2 at a compromised terminal, 3 with a
 *     compromised card, 4 with stolen card data in a web shop, 5 with a copied card; the highest
 *     that applies
 */
public record CardTruth(String eventId, String topic, int scenario) implements Truth {
  public CardTruth {
    if (scenario < 0 || scenario > 5) {
      throw new IllegalArgumentException(
          "truth of " + eventId + ": scenario " + scenario + " is not one of 0 to 5");
    }
  }

  public boolean isFraud() {
    return scenario > 0;
  }
}
