package dev.weir.simulator.text;

import dev.weir.simulator.grammar.Grammar.Phrase;
import dev.weir.simulator.random.Dice;

/**
 * A spam wave under way: one seed line that many accounts repeat, each with a small change, at a
 * few subjects or rooms, until it has run out.
 */
final class Wave {
  private final String id;
  private final String seed;
  private final long[] accounts;
  private final int[] places;
  private final boolean disguised;
  private int left;

  private Wave(
      String id, String seed, long[] accounts, int[] places, boolean disguised, int lines) {
    this.id = id;
    this.seed = seed;
    this.accounts = accounts;
    this.places = places;
    this.disguised = disguised;
    this.left = lines;
  }

  static Wave start(
      String id, Phrase seeds, Accounts newAccounts, int placeCount, double disguised, Dice dice) {
    int lines = dice.between(MIN_LINES, MAX_LINES);
    long[] accounts = new long[dice.between(lines / 4, lines * 3 / 4)];
    for (int i = 0; i < accounts.length; i++) {
      accounts[i] = newAccounts.newcomer();
    }
    int[] places = new int[dice.between(1, 3)];
    for (int i = 0; i < places.length; i++) {
      places[i] = dice.skewed(placeCount);
    }
    return new Wave(id, seeds.write(0), accounts, places, dice.chance(disguised), lines);
  }

  static final int MIN_LINES = 60;
  static final int MAX_LINES = 300;

  boolean isOver() {
    return left == 0;
  }

  Draft next(Phrase words, Phrase tails, Dice dice) {
    left--;
    String text = vary(words, tails, dice);
    boolean hidden = disguised && dice.chance(0.8);
    String spelled = hidden ? Disguise.ZERO_WIDTH.apply(text, false, dice) : text;
    return new Draft(
        spelled,
        LineClass.SPAM,
        !spelled.equals(text),
        id,
        false,
        accounts[dice.below(accounts.length)],
        places[dice.below(places.length)]);
  }

  private String vary(Phrase words, Phrase tails, Dice dice) {
    String text =
        switch (dice.below(4)) {
          case 0 -> words.write(0) + " " + seed;
          case 1 -> seed + " " + words.write(0);
          case 2 -> slip(dice);
          default -> seed;
        };
    return text + tails.write(0);
  }

  /** The seed with one letter doubled. */
  private String slip(Dice dice) {
    int at = dice.below(seed.length());
    return Character.isLetter(seed.charAt(at))
        ? seed.substring(0, at) + seed.charAt(at) + seed.substring(at)
        : seed;
  }
}
