package dev.weir.simulator.text;

import dev.weir.simulator.grammar.Grammar;
import dev.weir.simulator.grammar.Grammar.Phrase;
import dev.weir.simulator.grammar.GrammarParser;
import dev.weir.simulator.random.Dice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Decides what the next line is and writes it: its class, its language, its disguise, and whether a
 * wave has the word. Not thread-safe.
 */
final class LineWriter {
  static final Grammar GRAMMAR =
      new GrammarParser()
          .read(LineWriter.class, "domains-en.grammar")
          .read(LineWriter.class, "comments-en.grammar")
          .read(LineWriter.class, "chat-en.grammar")
          .read(LineWriter.class, "abuse-en.grammar")
          .read(LineWriter.class, "spam-en.grammar")
          .read(LineWriter.class, "wave.grammar")
          .read(LineWriter.class, "zh.grammar")
          .read(LineWriter.class, "shift.grammar")
          .link();

  private static final int MOST_WAVES_AT_ONCE = 3;
  private static final double MEAN_WAVE_LINES = (Wave.MIN_LINES + Wave.MAX_LINES) / 2.0;

  /** While waves run, this share of the lines is theirs. */
  private static final double WAVE_INTENSITY = 0.6;

  private final TextShares shares;
  private final Dice dice;
  private final Typist typist;
  private final Accounts accounts;
  private final int placeCount;
  private final Map<LineClass, Phrase> english = new EnumMap<>(LineClass.class);
  private final Map<LineClass, Phrase> chinese = new EnumMap<>(LineClass.class);
  private final Phrase waveSeed;
  private final Phrase waveWord;
  private final Phrase waveTail;
  private final Phrase shifted;
  private final List<Wave> waves = new ArrayList<>();
  private int wavesStarted;
  private double shift;

  LineWriter(
      String genre,
      TextShares shares,
      Typist typist,
      Accounts accounts,
      int placeCount,
      Dice dice) {
    this.shares = shares;
    this.dice = dice;
    this.typist = typist;
    this.accounts = accounts;
    this.placeCount = placeCount;
    Grammar.Writer writer = GRAMMAR.writer(dice.split());
    for (LineClass lineClass : LineClass.values()) {
      english.put(lineClass, writer.phrase(lineClass.rule(genre, false)));
      chinese.put(lineClass, writer.phrase(lineClass.rule(genre, true)));
    }
    waveSeed = writer.phrase("wave.seed");
    waveWord = writer.phrase("wave.word");
    waveTail = writer.phrase("wave.tail");
    shifted = writer.phrase("shift.spam");
  }

  /** From now on this share of single spam lines in English is of the later fashion. */
  void shift(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("shift: " + share + " is not between 0 and 1");
    }
    shift = share;
  }

  Draft next() {
    if (waves.size() < MOST_WAVES_AT_ONCE && dice.chance(shares.waves() / MEAN_WAVE_LINES)) {
      String id = "wave-" + ++wavesStarted;
      waves.add(Wave.start(id, waveSeed, accounts, placeCount, shares.disguised(), dice));
    }
    if (!waves.isEmpty() && dice.chance(WAVE_INTENSITY)) {
      Wave wave = dice.pick(waves);
      Draft draft = wave.next(waveWord, waveTail, dice);
      if (wave.isOver()) {
        waves.remove(wave);
      }
      return draft;
    }
    return single();
  }

  private Draft single() {
    LineClass lineClass = LineClass.draw(shares, dice.fraction());
    boolean inChinese = dice.chance(shares.chinese());
    int place = dice.skewed(placeCount);
    boolean later = shift > 0 && lineClass == LineClass.SPAM && !inChinese && dice.chance(shift);
    Phrase phrase = later ? shifted : phrase(inChinese ? chinese : english, lineClass);
    String plain = typist.type(phrase.write(place % GRAMMAR.domains().size()), inChinese);
    String text = later ? plain : disguise(plain, lineClass, inChinese);
    long author =
        lineClass == LineClass.SPAM && dice.chance(0.7) ? accounts.newcomer() : accounts.regular();
    return new Draft(text, lineClass, !text.equals(plain), null, inChinese, author, place);
  }

  private String disguise(String plain, LineClass lineClass, boolean inChinese) {
    if (lineClass == LineClass.SPAM || lineClass == LineClass.ABUSIVE) {
      return dice.chance(shares.disguised()) ? Disguise.any(plain, inChinese, dice) : plain;
    }
    return !inChinese && dice.chance(shares.stretched())
        ? Disguise.STRETCHED.apply(plain, false, dice)
        : plain;
  }

  private static Phrase phrase(Map<LineClass, Phrase> phrases, LineClass lineClass) {
    Phrase phrase = phrases.get(lineClass);
    if (phrase == null) {
      throw new IllegalStateException("no phrase for " + lineClass);
    }
    return phrase;
  }
}
