package dev.weir.simulator.grammar;

import java.util.List;

/**
 * A named choice between weighted alternatives, each a sequence of parts. Immutable once defined.
 */
final class Rule {
  private static final int MANY = 4;

  final String name;
  final int index;
  private Part[][] alternatives = {};
  private int[] cumulativeWeights = {};

  Rule(String name, int index) {
    this.name = name;
    this.index = index;
  }

  boolean isDefined() {
    return alternatives.length > 0;
  }

  void define(List<Alternative> choices) {
    alternatives = new Part[choices.size()][];
    cumulativeWeights = new int[choices.size()];
    int sum = 0;
    for (int i = 0; i < choices.size(); i++) {
      alternatives[i] = choices.get(i).parts().toArray(Part[]::new);
      sum += choices.get(i).weight();
      cumulativeWeights[i] = sum;
    }
  }

  /** A choice from many is not made twice in a row within a line. */
  void write(Line line) {
    int choice = choose(line);
    while (alternatives.length >= MANY && line.repeats(this, choice)) {
      choice = choose(line);
    }
    for (Part part : alternatives[choice]) {
      part.write(line);
    }
  }

  private int choose(Line line) {
    int last = cumulativeWeights.length - 1;
    if (last == 0) {
      return 0;
    }
    int draw = line.dice.below(cumulativeWeights[last]);
    if (cumulativeWeights[last] == last + 1) {
      return draw; // every weight is 1
    }
    int choice = 0;
    while (draw >= cumulativeWeights[choice]) {
      choice++;
    }
    return choice;
  }

  /** One way to write a rule, taken {@code weight} times as often as one of weight 1. */
  record Alternative(int weight, List<Part> parts) {}
}
