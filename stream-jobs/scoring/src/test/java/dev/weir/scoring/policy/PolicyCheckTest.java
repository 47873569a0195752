package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.RuleMode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

  private static final Instant NOW = Instant.parse("2026-05-06T07:08:09Z");

  @Test
  void read_yaml_fillsEveryField() {
    Policy policy =
        read("""
                name: strict
                version: 7
                effective_at: 2026-06-01T00:00:00Z
                mode: shadow
                changed_by: kim
                note: a trial
                thresholds:
                  - {task: abuse, label: abusive, at_least: 0.25, outcome: block}
                rules:
                  - name: words
                    expression: text.normal.hasWord(lists.bad)
                    outcome: review
                    reason_code: words.bad
                    description: a word of the list
                lists:
                  bad: [one, two]
                """)
            .policy();

    assertThat(policy.getEventId()).isEqualTo("e-1");
    assertThat(policy.getOccurredAt()).isEqualTo(NOW);
    assertThat(policy.getName()).isEqualTo("strict");
    assertThat(policy.getVersion()).isEqualTo(7);
    assertThat(policy.getEffectiveAt()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(policy.getMode()).isEqualTo(RuleMode.SHADOW);
    assertThat(policy.getScope()).isEqualTo(PolicyScope.TEXT);
    assertThat(policy.getChangedBy()).isEqualTo("kim");
    assertThat(policy.getNote()).isEqualTo("a trial");
    assertThat(policy.getThresholds()).hasSize(1);
    assertThat(policy.getThresholds().get(0).getOutcome()).isEqualTo(Outcome.BLOCK);
    assertThat(policy.getRules().get(0).getMode()).isEqualTo(RuleMode.LIVE);
    assertThat(policy.getLists()).containsEntry("bad", List.of("one", "two"));
  }

  @Test
  void read_json_isTakenToo() {
    Policy policy = read("{\"name\": \"p\", \"version\": 1}").policy();

    assertThat(policy.getEffectiveAt()).isEqualTo(NOW);
    assertThat(policy.getChangedBy()).isEqualTo("somebody");
  }

  @Test
  void read_wrongFile_namesEveryProblem() {
    PolicyCheck.Result result =
        read(
            """
            name: p
            verson: 1
            effective_at: tomorrow
            thresholds:
              - {task: spam, label: spam, at_least: high, outcome: remove}
            rules:
              - name: r
                expression: "true"
                outcome: review
            lists: [a]
            """);

    assertThat(result.policy()).isNull();
    assertThat(result.problems())
        .extracting(PolicyProblem::toString)
        .containsExactly(
            "policy: unknown key 'verson'; did you mean 'version'?",
            "policy: 'version' must be a number; got nothing",
            "policy: 'effective_at' must be a time such as 2026-01-31T12:00:00Z; got 'tomorrow'",
            "threshold 1: 'at_least' must be a number; got string",
            "threshold 1: 'outcome' must be one of pass, review, block; got 'remove'",
            "rule r: 'reason_code' is missing; expected a text",
            "lists: expected names with lists of strings");
  }

  @Test
  void read_noYamlAtAll_saysWhere() {
    assertThat(read("name: [").problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.toString()).startsWith("file at "));
    assertThat(read("").problems()).hasSize(1);
    assertThat(read("- a").problems()).hasSize(1);
  }

  @Test
  void read_ruleThatDoesNotCompile_isAProblem() {
    PolicyCheck.Result result =
        read(
            "{name: p, version: 1, rules: [{name: r, expression: 'nope', outcome: review,"
                + " reason_code: a.b}]}");

    assertThat(result.policy()).isNull();
    assertThat(result.problems())
        .singleElement()
        .satisfies(p -> assertThat(p.where()).isEqualTo("rule r"));
  }

  private static PolicyCheck.Result read(String text) {
    return PolicyCheck.read(text, "e-1", NOW, "somebody");
  }
}
