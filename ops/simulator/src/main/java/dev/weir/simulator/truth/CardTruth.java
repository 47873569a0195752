package dev.weir.simulator.truth;

/**
 * What is true of a card transaction.
 *
 * @param scenario 0 genuine, 1 an amount above 220, 2 at a compromised terminal, 3 with a
 *     compromised card; the highest that applies
 */
public record CardTruth(String eventId, String topic, int scenario) implements Truth {
  public CardTruth {
    if (scenario < 0 || scenario > 3) {
      throw new IllegalArgumentException(
          "truth of " + eventId + ": scenario " + scenario + " is not one of 0, 1, 2, 3");
    }
  }

  public boolean isFraud() {
    return scenario > 0;
  }
}
