package dev.weir.simulator.text;

import dev.weir.simulator.random.Dice;
import java.time.Duration;
import java.time.Instant;

/**
 * Who writes. Regular authors come from a fixed population in which some write far more than
 * others; newcomers are accounts that lone spammers and waves open. Ids of both look alike, and an
 * account's age follows from its index, so nothing is kept per account.
 */
final class Accounts {
  private static final long NEWCOMERS_FROM = 1L << 32;

  private final int population;
  private final Instant start;
  private final long salt;
  private final Dice dice;

  Accounts(int population, Instant start, Dice dice) {
    this.population = population;
    this.start = start;
    this.dice = dice;
    this.salt = dice.nextLong();
  }

  long regular() {
    return dice.skewed(population);
  }

  long newcomer() {
    return NEWCOMERS_FROM + dice.below(Integer.MAX_VALUE);
  }

  String id(long account) {
    StringBuilder id = new StringBuilder(13).append('u');
    long hash = mix(account);
    for (int shift = 44; shift >= 0; shift -= 4) {
      id.append(Character.forDigit((int) (hash >>> shift) & 15, 16));
    }
    return id.toString();
  }

  /** When the account was opened: years ago for most; for most newcomers days ago. */
  Instant since(long account) {
    long hash = mix(~account);
    boolean young = account >= NEWCOMERS_FROM ? hash % 5 != 0 : hash % 25 == 0;
    long hours = 1 + Math.floorMod(hash >>> 8, young ? 14L * 24 : 3000L * 24);
    return start.minus(Duration.ofHours(hours));
  }

  private long mix(long account) {
    long z = (account + salt) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
