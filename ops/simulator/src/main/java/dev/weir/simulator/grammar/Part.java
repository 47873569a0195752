package dev.weir.simulator.grammar;

import java.util.List;

/** A piece of an alternative: it appends its text to the line. */
sealed interface Part {
  void write(Line line);

  /** Fixed text. */
  record Words(String words) implements Part {
    @Override
    public void write(Line line) {
      line.text.append(words);
    }
  }

  /** {@code <name>}: another rule, chosen anew each time. */
  record Reference(Rule rule) implements Part {
    @Override
    public void write(Line line) {
      rule.write(line);
    }
  }

  /** {@code <!name>}: another rule, with the choice kept for the rest of the line. */
  record Kept(Rule rule) implements Part {
    @Override
    public void write(Line line) {
      line.writeKept(rule);
    }
  }

  /**
   * {@code <$name>} and {@code <!$name>}: the rule of that name in the line's domain; filled at
   * linking.
   */
  record InDomain(List<Rule> byDomain, boolean kept) implements Part {
    @Override
    public void write(Line line) {
      Rule rule = byDomain.get(line.domain);
      if (kept) {
        line.writeKept(rule);
      } else {
        rule.write(line);
      }
    }
  }

  /** {@code <a ...>}: "a" or "an", as the first letter of what follows asks for. */
  record Article(Part following) implements Part {
    @Override
    public void write(Line line) {
      StringBuilder text = line.text;
      text.append("a ");
      int start = text.length();
      following.write(line);
      if (start < text.length() && "aeiouAEIOU".indexOf(text.charAt(start)) >= 0) {
        text.insert(start - 1, 'n');
      }
    }
  }

  /** {@code <#2-90>}: a whole number between both ends. */
  record Figure(int low, int high) implements Part {
    @Override
    public void write(Line line) {
      line.text.append(line.dice.between(low, high));
    }
  }
}
