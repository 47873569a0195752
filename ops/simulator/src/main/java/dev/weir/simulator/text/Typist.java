package dev.weir.simulator.text;

import dev.weir.simulator.random.Dice;

/** The hand that types: capitals or none, a missing full stop, a slip of the finger, shouting. */
final class Typist {
  private final Dice dice;
  private final double lowerCase;
  private final double slip;
  private final double shout;
  private final StringBuilder out = new StringBuilder(256);

  private Typist(Dice dice, double lowerCase, double slip, double shout) {
    this.dice = dice;
    this.lowerCase = lowerCase;
    this.slip = slip;
    this.shout = shout;
  }

  static Typist ofComments(Dice dice) {
    return new Typist(dice, 0.2, 0.08, 0.01);
  }

  static Typist ofChat(Dice dice) {
    return new Typist(dice, 0.75, 0.12, 0.03);
  }

  /** The line as somebody would have typed it; Chinese only loses its full stop now and then. */
  String type(String line, boolean chinese) {
    copyTidily(line);
    if (!chinese) {
      if (dice.chance(shout)) {
        upperCaseAll();
      } else if (!dice.chance(lowerCase)) {
        capitalise();
      } else if (dice.chance(0.6)) {
        lowerCaseAll();
      }
      if (dice.chance(slip)) {
        slip();
      }
    }
    if (dice.chance(0.25)) {
      dropFullStop();
    }
    return out.toString();
  }

  /** Leaves out needless blanks, and commas after a question or exclamation mark. */
  private void copyTidily(String line) {
    out.setLength(0);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      boolean needless =
          c == ' '
              && (out.length() == 0
                  || i + 1 == line.length()
                  || " ,!".indexOf(line.charAt(i + 1)) >= 0);
      boolean doubled = c == ',' && i > 0 && "?!".indexOf(line.charAt(i - 1)) >= 0;
      if (!needless && !doubled) {
        out.append(c);
      }
    }
  }

  private void capitalise() {
    boolean start = true;
    for (int i = 0; i < out.length(); i++) {
      char c = out.charAt(i);
      if (start && Character.isLetterOrDigit(c)) {
        out.setCharAt(i, Character.toUpperCase(c));
        start = false;
      } else if (c == ' ' && i > 0 && ".!?".indexOf(out.charAt(i - 1)) >= 0) {
        start = true;
      }
    }
  }

  private void upperCaseAll() {
    for (int i = 0; i < out.length(); i++) {
      out.setCharAt(i, Character.toUpperCase(out.charAt(i)));
    }
  }

  private void lowerCaseAll() {
    for (int i = 0; i < out.length(); i++) {
      out.setCharAt(i, Character.toLowerCase(out.charAt(i)));
    }
  }

  private void slip() {
    int at = dice.between(1, Math.max(1, out.length() - 3));
    if (at + 1 < out.length() && isLetter(at - 1) && isLetter(at) && isLetter(at + 1)) {
      switch (dice.below(3)) {
        case 0 -> {
          char c = out.charAt(at);
          out.setCharAt(at, out.charAt(at + 1));
          out.setCharAt(at + 1, c);
        }
        case 1 -> out.deleteCharAt(at);
        default -> out.insert(at, out.charAt(at));
      }
    }
  }

  private boolean isLetter(int at) {
    return (out.charAt(at) | 32) >= 'a' && (out.charAt(at) | 32) <= 'z';
  }

  private void dropFullStop() {
    int last = out.length() - 1;
    if (last > 0 && (out.charAt(last) == '.' || out.charAt(last) == '。')) {
      out.setLength(last);
    }
  }
}
