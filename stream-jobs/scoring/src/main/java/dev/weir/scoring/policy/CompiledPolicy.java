package dev.weir.scoring.policy;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.Reason;
import dev.weir.schemas.RuleMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A policy that was checked, ready to decide. Thread-safe.
 *
 * <p>All rules run. Of the thresholds that are reached and the rules that fire the strictest
 * outcome holds, unless a rule with the outcome PASS fires: then the thresholds do not count, the
 * other rules still do. A rule that fails counts as one that does not fire.
 *
 * @param <F> what it looks at
 */
public final class CompiledPolicy<F> {

  private static final Comparator<Finding> WEIGHTIEST_FIRST =
      Comparator.comparing(Finding::outcome)
          .reversed()
          .thenComparing(Comparator.comparingDouble(Finding::score).reversed());

  private final PolicyDomain<F> domain;
  private final String name;
  private final String label;
  private final PolicyDecision allowed;
  private final long effectiveAtMillis;
  private final RuleMode mode;
  private final List<CompiledThreshold<F>> thresholds;
  private final List<CompiledRule<F>> rules;

  CompiledPolicy(
      PolicyDomain<F> domain,
      String name,
      int version,
      long effectiveAtMillis,
      RuleMode mode,
      List<CompiledThreshold<F>> thresholds,
      List<CompiledRule<F>> rules) {
    this.domain = domain;
    this.name = name;
    this.label = name + "@" + version;
    this.allowed = new PolicyDecision(label, Outcome.PASS, List.of());
    this.effectiveAtMillis = effectiveAtMillis;
    this.mode = mode;
    // the strictest first, so that the first that is reached counts
    this.thresholds =
        thresholds.stream()
            .sorted(Comparator.comparing((CompiledThreshold<F> t) -> t.outcome()).reversed())
            .toList();
    this.rules = List.copyOf(rules);
  }

  /** Name of the policy. */
  public String name() {
    return name;
  }

  /** Name and version as verdicts carry them: {@code default@3}. */
  public String label() {
    return label;
  }

  /** Kafka timestamp of the first records that it applies to. */
  public long effectiveAtMillis() {
    return effectiveAtMillis;
  }

  /** Whether it acts. */
  public RuleMode mode() {
    return mode;
  }

  private record Finding(Outcome outcome, double score, String code, String rule, String detail) {}

  /** The decision on one record. */
  public PolicyDecision decide(F facts, DecisionTally tally) {
    @Nullable List<Finding> findings = null;
    boolean exempt = false;
    for (CompiledRule<F> rule : rules) {
      if (!fires(rule, facts, tally)) {
        continue;
      }
      if (rule.mode() == RuleMode.SHADOW) {
        tally.shadowHit(rule.label());
      } else if (rule.outcome() == Outcome.PASS) {
        exempt = true;
      } else {
        findings = findings == null ? new ArrayList<>(2) : findings;
        findings.add(
            new Finding(rule.outcome(), -1, rule.code(), rule.name(), rule.detail(domain, facts)));
      }
    }
    if (!exempt) {
      findings = addThresholds(facts, findings);
    }
    return findings == null ? allowed : decision(findings);
  }

  private boolean fires(CompiledRule<F> rule, F facts, DecisionTally tally) {
    try {
      return rule.program().fires(facts);
    } catch (RuleFailedException e) {
      tally.ruleFailure(rule.label());
      return false;
    }
  }

  private @Nullable List<Finding> addThresholds(F facts, @Nullable List<Finding> before) {
    @Nullable List<Finding> findings = before;
    for (CompiledThreshold<F> threshold : thresholds) {
      double score = threshold.score().applyAsDouble(facts);
      if (score < threshold.atLeast() || isCovered(threshold, findings)) {
        continue;
      }
      findings = findings == null ? new ArrayList<>(2) : findings;
      findings.add(
          new Finding(
              threshold.outcome(),
              score,
              threshold.code(),
              threshold.rule(),
              "probability of "
                  + threshold.subject()
                  + " "
                  + Decimals.fixed(score, 3)
                  + ", threshold "
                  + Decimals.fixed(threshold.atLeast(), 2)));
    }
    return findings;
  }

  /** Whether a stricter threshold of the same score is reached already. */
  private static boolean isCovered(
      CompiledThreshold<?> threshold, @Nullable List<Finding> findings) {
    if (findings == null) {
      return false;
    }
    String subject = threshold.subject() + ".";
    for (Finding finding : findings) {
      if (finding.score() >= 0 && finding.rule().startsWith(subject)) {
        return true;
      }
    }
    return false;
  }

  private PolicyDecision decision(List<Finding> findings) {
    findings.sort(WEIGHTIEST_FIRST);
    return new PolicyDecision(
        label,
        findings.get(0).outcome(),
        findings.stream().map(f -> new Reason(f.code(), name, f.rule(), f.detail())).toList());
  }
}
