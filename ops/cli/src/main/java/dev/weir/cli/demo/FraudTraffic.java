package dev.weir.cli.demo;

import dev.weir.simulator.MixShares;
import dev.weir.simulator.TrafficMix;
import dev.weir.simulator.card.CardWorld;
import java.time.Duration;
import java.time.Instant;

/**
 * How simulated cards are played: a calendar of their own in fast motion, a day in twenty seconds,
 * from ten years ago. So habits form and labels come back while somebody looks. The number of cards
 * follows from the rate. After twenty hours the calendar has reached today and the transactions of
 * the days to come become dead letters.
 */
final class FraudTraffic {

  private static final double SECONDS_A_DAY = 20;
  private static final Duration BEGIN = Duration.ofDays(3_650);

  private FraudTraffic() {}

  /**
   * As many card transactions as texts.
   *
   * @param rate events a second, all together
   */
  static TrafficMix mix(long seed, Instant now, double rate) {
    MixShares shares = MixShares.ofEverything();
    double sum = shares.comments() + shares.chat() + shares.transactions();
    double payments = rate * SECONDS_A_DAY * shares.transactions() / sum;
    return new TrafficMix(seed, now, shares, now.minus(BEGIN), CardWorld.ofPaymentsADay(payments));
  }
}
