package dev.weir.scoring.policy;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.RuleMode;
import java.util.Objects;

/**
 * A rule, ready to run. Immutable.
 *
 * @param label policy, version and name, for counters: {@code default@3/raid}
 * @param outcome what follows; PASS lifts what thresholds say
 */
record CompiledRule<F>(
    String name,
    String label,
    RuleProgram<F> program,
    Outcome outcome,
    RuleMode mode,
    String code,
    String description) {

  /** A sentence for people: what was seen, or what the rule is for. */
  String detail(PolicyDomain<F> domain, F facts) {
    return Objects.requireNonNullElse(domain.detail(code, facts), description);
  }
}
