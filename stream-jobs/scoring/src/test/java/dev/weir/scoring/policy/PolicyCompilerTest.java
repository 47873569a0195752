package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.Task;
import dev.weir.schemas.Threshold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCompilerTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "scores.spam >= 'x' | rule one at 1:13: found no matching overload for '_>=_'",
        "scores.spam >= 1 | a double with a point, such as 1.0",
        "scores.spamm > 0.5 | rule one at 1:1: unknown name 'scores.spamm'; did you mean"
            + " 'scores.spam'?",
        "lists.bda.size() > 0 | unknown name 'lists.bda.size'",
        "weather.is_nice | rules know scores.*, author.*, campaign.*, text.*, event.*",
        "1 + 1 | expected type 'bool' but found 'int'; a rule is a condition",
        "scores.spam >= | rule one at 1:15: mismatched input",
        "true && author.texts / 0 > 1 | rule one at 1:22: divides by zero",
        "author.texts % 0 == 1 | divides by zero",
        "text.value.matches('(((') | rule one at 1:20: Regex validation failed. Reason: Unclosed group",
        "text.value.replace('a', 'b') == '' | rule one at 1:19: unknown function 'replace'",
      })
  void compile_brokenExpression_isRefusedWithItsPlace(String expression, String expected) {
    List<PolicyProblem> problems = problems(Policies.withRule(expression));

    assertThat(problems).isNotEmpty();
    assertThat(problems.get(0).toString()).contains(expected);
  }

  @Test
  void compile_secondLineOfAnExpression_isNamed() {
    assertThat(problems(Policies.withRule("scores.spam > 0.5 &&\n  nothing")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.line()).isEqualTo(2);
              assertThat(problem.column()).isEqualTo(3);
            });
  }

  @Test
  void compile_macroInAMacroOverLongLists_isRefusedForItsCost() {
    Policy policy =
        policyWithList(1_000, "lists.many.exists(a, lists.many.exists(b, a != b && a < b))");

    assertThat(problems(policy))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("expected at most 20000"));
  }

  @Test
  void compile_membershipInALongList_isCheap() {
    assertThat(problems(policyWithList(10_000, "event.author in lists.many"))).isEmpty();
  }

  @Test
  void compile_endlessList_isRefused() {
    assertThat(problems(policyWithList(10_001, "true")))
        .singleElement()
        .hasToString("list many: has 10001 entries; expected at most 10000");
  }

  @Test
  void compile_endlessExpression_isRefused() {
    String endless = String.join(" || ", Collections.nCopies(1_000, "scores.spam > 0.5"));

    assertThat(problems(Policies.withRule(endless)))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("expected 1 to 4000"));
  }

  @Test
  void compile_deepNesting_isRefused() {
    String deep = "(".repeat(1_500) + "true" + ")".repeat(1_500);

    assertThat(problems(Policies.withRule(deep))).isNotEmpty();
  }

  @Test
  void compile_moreRulesThanAllowed_isRefused() {
    Policy policy =
        Policies.policy("p", 1)
            .setRules(
                new ArrayList<>(
                    Collections.nCopies(
                        101, Policies.rule("r", "true", Outcome.REVIEW, RuleMode.LIVE))))
            .build();

    assertThat(problems(policy))
        .extracting(PolicyProblem::message)
        .contains(
            "has 101 rules; expected at most 100", "another rule has this name; verdicts cite it");
  }

  @Test
  void compile_everythingElseThatIsWrong_isNamed() {
    Policy policy =
        Policies.policy("Bad Name", 0)
            .setScope(PolicyScope.TRANSACTION)
            .setThresholds(
                List.of(
                    new Threshold(Task.FRAUD, "fraud", 0.5f, Outcome.REVIEW),
                    new Threshold(Task.SPAM, "spam", Float.NaN, Outcome.REVIEW),
                    new Threshold(Task.SPAM, "spam", 0.5f, Outcome.PASS)))
            .setRules(
                List.of(
                    new dev.weir.schemas.Rule(
                        "r 1", "true", Outcome.REVIEW, RuleMode.LIVE, "Nope", null)))
            .setLists(Map.of("Bad", List.of()))
            .build();

    assertThat(problems(policy))
        .extracting(PolicyProblem::where)
        .containsExactly(
            "policy Bad Name",
            "policy Bad Name",
            "policy Bad Name",
            "threshold 1",
            "threshold 2",
            "threshold 3",
            "list Bad",
            "rule r 1",
            "rule r 1");
  }

  private static List<PolicyProblem> problems(Policy policy) {
    return PolicyCompiler.compile(TextPolicies.DOMAIN, policy).problems();
  }

  private static Policy policyWithList(int entries, String expression) {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      many.add("entry-" + i);
    }
    return Policies.policy("p", 1)
        .setRules(List.of(Policies.rule("one", expression, Outcome.REVIEW, RuleMode.LIVE)))
        .setLists(Map.of("many", many))
        .build();
  }
}
