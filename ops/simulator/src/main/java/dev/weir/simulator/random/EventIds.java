package dev.weir.simulator.random;

import java.util.UUID;

/** Random version 4 UUIDs from a seeded source. */
public final class EventIds {
  private final Dice dice;

  public EventIds(Dice dice) {
    this.dice = dice;
  }

  public String next() {
    long high = (dice.nextLong() & ~0xF000L) | 0x4000L;
    long low = (dice.nextLong() & ~(3L << 62)) | (1L << 63);
    return new UUID(high, low).toString();
  }
}
