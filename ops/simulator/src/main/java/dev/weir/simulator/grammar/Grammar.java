package dev.weir.simulator.grammar;

import dev.weir.simulator.random.Dice;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A phrase grammar read from text files (see {@link GrammarParser} for the notation). Immutable and
 * shared; each {@link Writer} taken from it belongs to one generator.
 */
public final class Grammar {
  private final Map<String, Rule> rules;
  private final List<String> domains;

  Grammar(Map<String, Rule> rules, List<String> domains) {
    this.rules = Map.copyOf(rules);
    this.domains = List.copyOf(domains);
  }

  /** What lines can be about, in the order of their indexes. */
  public List<String> domains() {
    return domains;
  }

  /** The names of all rules, sorted. */
  public Set<String> ruleNames() {
    return new TreeSet<>(rules.keySet());
  }

  /** Writes lines of this grammar, drawing from {@code dice}. */
  public Writer writer(Dice dice) {
    return new Writer(this, dice);
  }

  private Rule rule(String name) {
    Rule rule = rules.get(name);
    if (rule == null) {
      throw new IllegalArgumentException(
          "grammar: there is no rule «" + name + "»; known are " + ruleNames());
    }
    return rule;
  }

  /** Writes one line after the other into the same buffer. Not thread-safe. */
  public static final class Writer {
    private final Grammar grammar;
    private final Line line;

    private Writer(Grammar grammar, Dice dice) {
      this.grammar = grammar;
      this.line = new Line(dice);
    }

    /** A fresh entry point, resolved once so that no name is looked up per line. */
    public Phrase phrase(String ruleName) {
      Rule rule = grammar.rule(ruleName);
      return domain -> {
        line.begin(domain);
        rule.write(line);
        return line.text.toString();
      };
    }
  }

  /** Writes one expansion of a rule. */
  @FunctionalInterface
  public interface Phrase {
    /** The text, about the domain of that index. */
    String write(int domain);
  }
}
