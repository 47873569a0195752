package dev.weir.simulator.grammar;

import dev.weir.simulator.random.Dice;
import java.util.Arrays;

/**
 * The line being written: the text so far, the domain (what the line is about) and the words that
 * must stay the same once chosen. Reused from line to line; confined to one generator.
 */
public final class Line {
  final StringBuilder text = new StringBuilder(256);
  final Dice dice;
  int domain;
  private String[] kept = new String[64];
  private int[] keptIn = new int[64];
  private int[] chosen = new int[64];
  private int[] chosenIn = new int[64];
  private int number;

  Line(Dice dice) {
    this.dice = dice;
  }

  void begin(int domain) {
    this.domain = domain;
    text.setLength(0);
    number++;
  }

  /** Writes the rule's text, or what it gave earlier in this line. */
  void writeKept(Rule rule) {
    if (rule.index >= kept.length) {
      kept = Arrays.copyOf(kept, rule.index * 2);
      keptIn = Arrays.copyOf(keptIn, rule.index * 2);
    }
    if (keptIn[rule.index] == number) {
      text.append(kept[rule.index]);
      return;
    }
    int start = text.length();
    rule.write(this);
    kept[rule.index] = text.substring(start);
    keptIn[rule.index] = number;
  }

  /** Notes a choice; true if the same one was made just before in this line. */
  boolean repeats(Rule rule, int choice) {
    if (rule.index >= chosen.length) {
      chosen = Arrays.copyOf(chosen, rule.index * 2);
      chosenIn = Arrays.copyOf(chosenIn, rule.index * 2);
    }
    boolean repeats = chosenIn[rule.index] == number && chosen[rule.index] == choice;
    chosen[rule.index] = choice;
    chosenIn[rule.index] = number;
    return repeats;
  }
}
