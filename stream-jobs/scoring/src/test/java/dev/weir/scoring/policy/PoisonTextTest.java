package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.campaign.TextFingerprint;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.Languages;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No text, however odd, makes a fingerprint, a trait or a rule fail. */
class PoisonTextTest {

  private static final CompiledPolicy<TextFacts> POLICY =
      Policies.compiled(
          Policies.policy("all", 1)
              .setRules(
                  List.of(
                      Policies.rule(
                          "traits",
                          "text.links + text.mentions + text.emojis + text.words > 3"
                              + " || text.upper_share > 0.5 || text.digit_share > 0.5",
                          dev.weir.schemas.Outcome.REVIEW,
                          dev.weir.schemas.RuleMode.LIVE),
                      Policies.rule(
                          "words",
                          "text.normal.hasWord(lists.bad) || text.value.matches('(a+)+b')",
                          dev.weir.schemas.Outcome.REVIEW,
                          dev.weir.schemas.RuleMode.LIVE)))
              .setLists(Map.of("bad", List.of("gribble")))
              .build());

  static List<String> poison() {
    return List.of(
        "\0",
        "\uD83D",
        "\uDE00\uD83D",
        "a\uD800".repeat(2_000),
        "\u200B\u200D\uFEFF\u2060".repeat(50),
        "e\u0301\u0302\u0303\u0304".repeat(2_000),
        "\u202Eevil\u202C \u2066text\u2069",
        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67".repeat(500),
        "\uFDFA".repeat(10_000),
        "a".repeat(10_000),
        "a a ".repeat(2_500),
        "www.".repeat(2_500),
        "@".repeat(10_000),
        "http://" + "a.".repeat(5_000),
        "1 (2) 3.4-5/6 ".repeat(700),
        "\uD840\uDC00".repeat(5_000),
        "\r\n\t\u2028\u2029\u0085");
  }

  @ParameterizedTest
  @MethodSource("poison")
  void decide_poison_givesADecisionAndNoFailure(String text) {
    decides(text);
  }

  @Property(tries = 500)
  void decide_anyText_givesADecisionAndNoFailure(@ForAll @StringLength(max = 300) String text) {
    decides(text);
  }

  private static void decides(String text) {
    assertThat(TextFingerprint.of(text)).isEqualTo(TextFingerprint.of(text));
    TextFacts facts = Policies.facts(0, text, EventContext.NONE, CampaignSighting.NONE);
    DecisionTally tally = new DecisionTally();
    assertThat(POLICY.decide(facts, tally)).isNotNull();
    assertThat(tally.ruleFailures()).isEmpty();
    String language = Languages.of(facts.event());
    assertThat(language == null || !language.isEmpty()).isTrue();
  }
}
