package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Action;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.Reason;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.event.EventContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompiledPolicyTest {

  private final DecisionTally tally = new DecisionTally();

  @Test
  void decide_belowEveryThreshold_allowsWithoutReasons() {
    PolicyDecision decision = TextPolicies.DOMAIN.builtIn().decide(Policies.facts(0.49), tally);

    assertThat(decision.action()).isEqualTo(Action.ALLOW);
    assertThat(decision.reasons()).isEmpty();
    assertThat(decision.policy()).isEqualTo("default@2");
  }

  @Test
  void decide_atTheThresholds_reviewsAndRemoves() {
    assertThat(TextPolicies.DOMAIN.builtIn().decide(Policies.facts(0.5), tally).action())
        .isEqualTo(Action.REVIEW);
    PolicyDecision removed = TextPolicies.DOMAIN.builtIn().decide(Policies.facts(0.9), tally);

    assertThat(removed.action()).isEqualTo(Action.REMOVE);
    assertThat(removed.reasons())
        .containsExactly(
            new Reason(
                "spam.score",
                "default",
                "spam.remove",
                "probability of spam 0.900, threshold 0.90"));
  }

  @Test
  void decide_raidUnderSuspicion_namesTheCampaignWithItsSizeAndSpan() {
    TextFacts facts =
        Policies.facts(0.25, "text", EventContext.NONE, new CampaignSighting(12, 9, 2, 61_400));

    PolicyDecision decision = TextPolicies.DOMAIN.builtIn().decide(facts, tally);

    assertThat(decision.action()).isEqualTo(Action.REVIEW);
    assertThat(decision.namesCampaign()).isTrue();
    assertThat(decision.reasons())
        .containsExactly(
            new Reason(
                "campaign.raid",
                "default",
                "raid",
                "12 near-duplicates by 9 authors in 2 places within 61 s"));
  }

  @Test
  void decide_raidThatTheModelFindsFine_isCountedInShadowOnly() {
    TextFacts facts =
        Policies.facts(0.01, "text", EventContext.NONE, new CampaignSighting(40, 30, 2, 9_000));

    assertThat(TextPolicies.DOMAIN.builtIn().decide(facts, tally).action()).isEqualTo(Action.ALLOW);
    assertThat(tally.shadowHits()).isEqualTo(Map.of("default@2/raid-unscored", 1));
  }

  @Test
  void decide_authorWithStrikes_isReviewedEarlier() {
    TextFacts facts =
        Policies.facts(
            0.35,
            "text",
            EventContext.NONE,
            CampaignSighting.NONE,
            new AuthorStanding(3.25, 1, 40, 2, 5, 0));

    assertThat(TextPolicies.DOMAIN.builtIn().decide(facts, tally).reasons())
        .containsExactly(
            new Reason(
                "author.strikes", "default", "strikes", "3.3 strikes; 5 of 40 texts removed"));
  }

  @Test
  void decide_severalReasons_putsTheWeightiestFirst() {
    CompiledPolicy<TextFacts> policy =
        Policies.compiled(
            Policies.policy("p", 1)
                .setThresholds(List.of(Policies.spam(0.5, Outcome.REVIEW)))
                .setRules(
                    List.of(
                        Policies.rule("soft", "true", Outcome.REVIEW, RuleMode.LIVE),
                        Policies.rule("hard", "true", Outcome.BLOCK, RuleMode.LIVE),
                        Policies.rule("off", "true", Outcome.BLOCK, RuleMode.OFF)))
                .build());

    PolicyDecision decision = policy.decide(Policies.facts(0.7), tally);

    assertThat(decision.action()).isEqualTo(Action.REMOVE);
    assertThat(decision.reasons())
        .extracting(Reason::getRule)
        .containsExactly("hard", "spam.review", "soft");
  }

  @Test
  void decide_passRule_liftsThresholdsButNotRules() {
    Rule moderators =
        Policies.rule("moderators", "event.role == 'moderator'", Outcome.PASS, RuleMode.LIVE);
    Rule word =
        Policies.rule("word", "text.normal.hasWord(lists.bad)", Outcome.BLOCK, RuleMode.LIVE);
    CompiledPolicy<TextFacts> policy =
        Policies.compiled(
            Policies.policy("p", 1)
                .setThresholds(List.of(Policies.spam(0.5, Outcome.BLOCK)))
                .setRules(List.of(moderators, word))
                .setLists(Map.of("bad", List.of("Gribble")))
                .build());
    EventContext moderator = new EventContext(null, null, "moderator", null, false);

    assertThat(action(policy, "hello", EventContext.NONE)).isEqualTo(Action.REMOVE);
    assertThat(action(policy, "hello", moderator)).isEqualTo(Action.ALLOW);
    assertThat(action(policy, "what a gr1bble, really", moderator)).isEqualTo(Action.REMOVE);
  }

  @Test
  void decide_ruleWithoutAValue_isCountedAndTheOthersDecide() {
    Policy policy =
        Policies.policy("p", 3)
            .setThresholds(List.of(Policies.spam(0.5, Outcome.REVIEW)))
            .setRules(
                List.of(
                    Policies.rule(
                        "ratio",
                        "author.removed / author.texts > 1",
                        Outcome.BLOCK,
                        RuleMode.LIVE)))
            .build();

    PolicyDecision decision = Policies.compiled(policy).decide(Policies.facts(0.7), tally);

    assertThat(decision.action()).isEqualTo(Action.REVIEW);
    assertThat(tally.ruleFailures()).isEqualTo(Map.of("p@3/ratio", 1));
  }

  @Test
  void decide_macroBeyondItsTurns_failsAlone() {
    String product = "text.value.matches('.')";
    String expression =
        "lists.many.map(a, a + 'x').map(b, b + 'y').exists(c, c == text.value) || " + product;
    List<String> many = java.util.stream.IntStream.range(0, 1_900).mapToObj(i -> "e" + i).toList();
    Policy policy =
        Policies.policy("p", 1)
            .setRules(List.of(Policies.rule("loops", expression, Outcome.BLOCK, RuleMode.LIVE)))
            .setLists(Map.of("many", many.subList(0, 900)))
            .build();
    PolicyCompiler.Result<TextFacts> result = PolicyCompiler.compile(TextPolicies.DOMAIN, policy);

    assertThat(result.problems()).as("three passes of 900 and 1000 assumed entries").isNotEmpty();
  }

  private Action action(CompiledPolicy<TextFacts> policy, String text, EventContext context) {
    return policy.decide(Policies.facts(0.7, text, context, CampaignSighting.NONE), tally).action();
  }
}
