package dev.weir.simulator.text;

import dev.weir.simulator.random.Dice;
import java.util.List;

/** Ways to spell a line so that a word list misses it while people still read it. */
public enum Disguise {
  /** Letters of other scripts that look the same. */
  HOMOGLYPH {
    @Override
    void spell(String word, Dice dice, StringBuilder out) {
      substitute(word, LATIN, LOOKALIKE, dice, out);
    }
  },
  /** Characters without width between the letters. */
  ZERO_WIDTH {
    @Override
    void spell(String word, Dice dice, StringBuilder out) {
      int forced = dice.between(1, word.length() - 1);
      for (int i = 0; i < word.length(); i++) {
        if (i == forced || (i > 0 && dice.chance(0.3))) {
          out.append(INVISIBLE.charAt(dice.below(INVISIBLE.length())));
        }
        out.append(word.charAt(i));
      }
    }
  },
  /** Digits and signs for letters. */
  LEET {
    @Override
    void spell(String word, Dice dice, StringBuilder out) {
      substitute(word, LEET_FROM, LEET_TO, dice, out);
    }
  },
  /** A blank, dot, dash, underscore or star between all letters. */
  SPACED {
    @Override
    void spell(String word, Dice dice, StringBuilder out) {
      char gap = GAPS.charAt(dice.below(GAPS.length()));
      for (int i = 0; i < word.length(); i++) {
        if (i > 0) {
          out.append(gap);
        }
        out.append(word.charAt(i));
      }
    }
  },
  /** One letter of the word drawn out. */
  STRETCHED {
    @Override
    void spell(String word, Dice dice, StringBuilder out) {
      int at = dice.between(1, word.length() - 1);
      out.append(word, 0, at);
      out.append(String.valueOf(word.charAt(at)).repeat(dice.between(3, 7)));
      out.append(word, at + 1, word.length());
    }
  };

  private static final String LATIN = "aceiopsxyhdjABCEHIKMOPTX";
  private static final String LOOKALIKE =
      "\u0430\u0441\u0435\u0456\u043e\u0440\u0455\u0445\u0443\u04bb\u0501\u0458"
          + "\u0391\u0412\u0421\u0395\u041d\u0399\u041a\u041c\u041e\u0420\u0422\u0425";
  private static final String INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad";
  private static final String LEET_FROM = "aeiostbgzAEIOSTBGZ";
  private static final String LEET_TO = "4310$78924310$7892";
  private static final String GAPS = " .-_*";
  private static final int SHORTEST = 3;
  private static final List<Disguise> ANY = List.of(values());

  abstract void spell(String word, Dice dice, StringBuilder out);

  /** The text with some words, at least one, spelled by a disguise drawn at random. */
  static String any(String text, boolean chinese, Dice dice) {
    Disguise disguise = chinese ? (dice.chance(0.5) ? ZERO_WIDTH : SPACED) : dice.pick(ANY);
    return disguise.apply(text, chinese, dice);
  }

  /**
   * The text with some words, at least one, spelled this way. Links and figures stay as they are,
   * and a line in which there is nothing to change comes back unchanged.
   */
  public String apply(String text, boolean chinese, Dice dice) {
    double wordShare = this == STRETCHED ? 0.15 : 0.5;
    StringBuilder out = new StringBuilder(text.length() * 2);
    boolean changed = false;
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isWord(text.charAt(end), chinese)) {
        end++;
      }
      if (end == i) {
        out.append(text.charAt(i++));
        continue;
      }
      if (end - i >= (chinese ? 2 : SHORTEST)
          && !isInLink(text, i, end)
          && dice.chance(wordShare)) {
        int start = out.length();
        spell(text.substring(i, end), dice, out);
        changed |= !out.substring(start).equals(text.substring(i, end));
      } else {
        out.append(text, i, end);
      }
      i = end;
    }
    return changed ? out.toString() : applyToOne(text, chinese, dice);
  }

  /** Spells the first word that can be changed. */
  private String applyToOne(String text, boolean chinese, Dice dice) {
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && isWord(text.charAt(end), chinese)) {
        end++;
      }
      if (end - i >= 2 && !isInLink(text, i, end)) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, i);
        spell(text.substring(i, end), dice, out);
        String changed = out.append(text, end, text.length()).toString();
        if (!changed.equals(text)) {
          return changed;
        }
      }
      i = end + 1;
    }
    return text;
  }

  /** Most letters that have a substitute get it; the first of them always does. */
  private static void substitute(
      String word, String letters, String substitutes, Dice dice, StringBuilder out) {
    boolean first = true;
    for (int i = 0; i < word.length(); i++) {
      int at = letters.indexOf(word.charAt(i));
      if (at >= 0 && (first || dice.chance(0.7))) {
        out.append(substitutes.charAt(at));
        first = false;
      } else {
        out.append(word.charAt(i));
      }
    }
  }

  private static boolean isWord(char c, boolean chinese) {
    return chinese ? c >= '\u4e00' && c <= '\u9fff' : (c | 32) >= 'a' && (c | 32) <= 'z';
  }

  private static boolean isInLink(String text, int start, int end) {
    return (start > 0 && "./-_=?".indexOf(text.charAt(start - 1)) >= 0)
        || (end + 1 < text.length()
            && ".:-_".indexOf(text.charAt(end)) >= 0
            && text.charAt(end + 1) != ' ');
  }
}
