package dev.weir.simulator.card;

import dev.weir.simulator.random.Dice;

/** Terminals or cards of which some fall into wrong hands every day and stay there for a while. */
final class Compromised {
  private final int perDay;
  private final int days;
  private final int[] until;

  Compromised(int count, int perDay, int days) {
    this.perDay = perDay;
    this.days = days;
    this.until = new int[count];
  }

  /** Draws the day's victims, each a different one. Days are counted from 1. */
  void beginDay(int day, Dice dice) {
    for (int drawn = 0; drawn < perDay; ) {
      int victim = dice.below(until.length);
      if (until[victim] != day + days) {
        until[victim] = day + days;
        drawn++;
      }
    }
  }

  boolean on(int day, int index) {
    return day < until[index];
  }
}
