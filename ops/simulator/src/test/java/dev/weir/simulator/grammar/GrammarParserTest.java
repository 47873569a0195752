package dev.weir.simulator.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.simulator.random.Dice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrammarParserTest {
  private static Grammar parse(String lines) {
    return new GrammarParser().read("test.grammar", lines.lines().toList()).link();
  }

  private static Set<String> lines(Grammar grammar, String rule, int domain) {
    var phrase = grammar.writer(new Dice(1)).phrase(rule);
    Set<String> lines = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      lines.add(phrase.write(domain));
    }
    return lines;
  }

  @Test
  void rule_alternativesAndChoices_allAppear() {
    Grammar grammar = parse("a\n  x [1|2[b|c]|] <tail>\ntail\n  !\n  ?");
    assertThat(lines(grammar, "a", 0))
        .containsExactlyInAnyOrder(
            "x 1 !", "x 1 ?", "x 2b !", "x 2b ?", "x 2c !", "x 2c ?", "x  !", "x  ?");
  }

  @Test
  void weight_threeToOne_appearsThreeTimesAsOften() {
    var phrase = parse("a\n  3* often\n  seldom").writer(new Dice(4)).phrase("a");
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      counts.merge(phrase.write(0), 1, Integer::sum);
    }
    assertThat(counts.get("often")).isBetween(7_300, 7_700);
  }

  @Test
  void kept_withinOneLine_staysTheSame_betweenLinesChanges() {
    Grammar grammar = parse("a\n  <!b> and <!b>\nb\n  [x|y|z]");
    assertThat(lines(grammar, "a", 0)).containsExactlyInAnyOrder("x and x", "y and y", "z and z");
  }

  @Test
  void rule_ofManyAlternatives_isNotTheSameTwiceInARow() {
    Grammar grammar = parse("a\n  <b><b>\nb\n  w\n  x\n  y\n  z");
    assertThat(lines(grammar, "a", 0)).hasSize(12).doesNotContain("ww", "xx", "yy", "zz");
  }

  @Test
  void domain_reference_followsTheLinesDomain() {
    Grammar grammar =
        parse("@domains cat dog\na\n  the <$says>\ncat.says\n  meow\ndog.says\n  woof");
    assertThat(grammar.domains()).containsExactly("cat", "dog");
    assertThat(lines(grammar, "a", 0)).containsExactly("the meow");
    assertThat(lines(grammar, "a", 1)).containsExactly("the woof");
  }

  @Test
  void article_beforeVowel_isAn() {
    Grammar grammar = parse("a\n  <a b> [x|y]\nb\n  old\n  new");
    assertThat(lines(grammar, "a", 0))
        .containsExactlyInAnyOrder("an old x", "an old y", "a new x", "a new y");
  }

  @Test
  void figure_range_bothEndsIncluded() {
    assertThat(lines(parse("a\n  <#2-4>"), "a", 0)).containsExactlyInAnyOrder("2", "3", "4");
  }

  @Test
  void link_ruleUsedButNotDefined_namesRuleAndPlace() {
    assertThatThrownBy(() -> parse("a\n  x\n  <missing>"))
        .hasMessageContaining("missing (test.grammar:3)");
  }

  @Test
  void link_domainWithoutSlot_namesTheRule() {
    assertThatThrownBy(() -> parse("@domains cat dog\na\n  <$says>\ncat.says\n  meow"))
        .hasMessageContaining("dog.says");
  }

  @Test
  void read_unclosedBracket_namesPlaceAndColumn() {
    assertThatThrownBy(() -> parse("a\n  one [two"))
        .hasMessageContaining("test.grammar:2")
        .hasMessageContaining("column 5");
  }

  @Test
  void read_ruleDefinedTwice_isRefused() {
    assertThatThrownBy(() -> parse("a\n  x\na\n  y")).hasMessageContaining("defined twice");
  }

  @Test
  void phrase_unknownRule_listsTheKnown() {
    assertThatThrownBy(() -> parse("a\n  x").writer(new Dice(1)).phrase("b"))
        .hasMessageContaining("«b»")
        .hasMessageContaining("[a]");
  }
}
