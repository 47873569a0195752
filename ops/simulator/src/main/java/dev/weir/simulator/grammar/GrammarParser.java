package dev.weir.simulator.grammar;

import dev.weir.simulator.grammar.Rule.Alternative;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Reads grammar files. A line that starts at the margin names a rule; each indented line below it
 * is one alternative, {@code 3* text} one of weight 3. {@code #} at the margin starts a comment,
 * and {@code @domains a b c} declares what lines can be about. Inside an alternative:
 *
 * <pre>
 *   &lt;name&gt;     another rule              &lt;!name&gt;   the same, kept for the rest of the line
 *   &lt;$name&gt;    rule domain.name          &lt;!$name&gt;  the same, kept for the rest of the line
 *   &lt;a name&gt;   with "a" or "an" before   &lt;#2-90&gt;   a whole number from 2 to 90
 *   [x|y|]     one of x, y or nothing
 * </pre>
 *
 * Files are read one after the other into one name space; {@link #link} then checks that every rule
 * referred to exists and that every domain has what is asked of it. Not thread-safe.
 */
public final class GrammarParser {
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, String> firstUse = new LinkedHashMap<>();
  private final List<String> domains = new ArrayList<>();
  private final List<PendingDomain> pendingDomains = new ArrayList<>();
  private String place = "";
  private int anonymous;

  private record PendingDomain(String name, List<Rule> byDomain, String place) {}

  /**
   * Reads a resource that lies beside {@code owner}.
   *
   * @throws IllegalArgumentException when the resource is missing or a line cannot be read; the
   *     message names file and line
   */
  public GrammarParser read(Class<?> owner, String resource) {
    InputStream stream = owner.getResourceAsStream(resource);
    if (stream == null) {
      throw new IllegalArgumentException(
          "grammar: resource " + resource + " is not on the class path");
    }
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return read(resource, reader.lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("grammar: cannot read " + resource, e);
    }
  }

  /** Reads the lines of a file that is called {@code name} in messages. */
  public GrammarParser read(String name, List<String> lines) {
    String ruleName = "";
    List<Alternative> alternatives = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String at = name + ":" + (i + 1);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("@domains ")) {
        domains.addAll(List.of(line.substring("@domains ".length()).trim().split("\\s+")));
      } else if (Character.isWhitespace(line.charAt(0))) {
        if (ruleName.isEmpty()) {
          throw new IllegalArgumentException(at + ": an alternative stands before the first rule");
        }
        place = at;
        alternatives.add(alternative(line.trim()));
      } else {
        finish(ruleName, alternatives);
        place = at;
        ruleName = line.trim();
        alternatives = new ArrayList<>();
      }
    }
    finish(ruleName, alternatives);
    return this;
  }

  /**
   * The grammar of all files read so far.
   *
   * @throws IllegalArgumentException when a rule is referred to but nowhere defined
   */
  public Grammar link() {
    for (PendingDomain pending : pendingDomains) {
      place = pending.place();
      for (String domain : domains) {
        pending.byDomain().add(use(domain + "." + pending.name()));
      }
    }
    var missing = new TreeSet<String>();
    rules.forEach(
        (name, rule) -> {
          if (!rule.isDefined()) {
            missing.add(name + " (" + firstUse.get(name) + ")");
          }
        });
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("grammar: rules used but not defined: " + missing);
    }
    return new Grammar(rules, domains);
  }

  private void finish(String ruleName, List<Alternative> alternatives) {
    if (ruleName.isEmpty()) {
      return;
    }
    if (alternatives.isEmpty()) {
      throw new IllegalArgumentException(place + ": rule «" + ruleName + "» has no alternatives");
    }
    Rule rule = use(ruleName);
    if (rule.isDefined()) {
      throw new IllegalArgumentException(place + ": rule «" + ruleName + "» is defined twice");
    }
    rule.define(alternatives);
  }

  private Rule use(String name) {
    firstUse.putIfAbsent(name, place);
    return rules.computeIfAbsent(name, n -> new Rule(n, rules.size()));
  }

  private Alternative alternative(String text) {
    int star = text.indexOf("* ");
    if (star > 0 && text.chars().limit(star).allMatch(Character::isDigit)) {
      return new Alternative(
          Integer.parseInt(text.substring(0, star)), parts(text.substring(star + 2)));
    }
    return new Alternative(1, parts(text));
  }

  private List<Part> parts(String text) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '<' && c != '[') {
        continue;
      }
      if (i > start) {
        parts.add(new Part.Words(text.substring(start, i)));
      }
      int end = close(text, i, c, c == '<' ? '>' : ']');
      String inner = text.substring(i + 1, end);
      parts.add(c == '<' ? reference(inner) : choice(inner));
      i = end;
      start = end + 1;
    }
    if (start < text.length()) {
      parts.add(new Part.Words(text.substring(start)));
    }
    return parts;
  }

  private int close(String text, int from, char open, char close) {
    int depth = 0;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == open) {
        depth++;
      } else if (text.charAt(i) == close && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        place + ": «" + open + "» at column " + (from + 1) + " of «" + text + "» is not closed");
  }

  private Part reference(String inner) {
    if (inner.startsWith("#")) {
      int dash = inner.indexOf('-');
      if (dash < 0) {
        throw new IllegalArgumentException(place + ": <" + inner + "> is not a range like <#2-90>");
      }
      return new Part.Figure(
          Integer.parseInt(inner.substring(1, dash)), Integer.parseInt(inner.substring(dash + 1)));
    }
    if (inner.startsWith("a ")) {
      return new Part.Article(reference(inner.substring(2)));
    }
    boolean kept = inner.startsWith("!");
    String name = kept ? inner.substring(1) : inner;
    if (name.startsWith("$")) {
      List<Rule> byDomain = new ArrayList<>();
      pendingDomains.add(new PendingDomain(name.substring(1), byDomain, place));
      return new Part.InDomain(byDomain, kept);
    }
    return kept ? new Part.Kept(use(name)) : new Part.Reference(use(name));
  }

  private Part choice(String inner) {
    List<Alternative> alternatives = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= inner.length(); i++) {
      char c = i == inner.length() ? '|' : inner.charAt(i);
      if (c == '[' || c == '<') {
        depth++;
      } else if (c == ']' || c == '>') {
        depth--;
      } else if (c == '|' && depth == 0) {
        alternatives.add(new Alternative(1, parts(inner.substring(start, i))));
        start = i + 1;
      }
    }
    Rule rule = use("choice-" + anonymous++);
    rule.define(alternatives);
    return new Part.Reference(rule);
  }
}
