package dev.weir.scoring.policy;

import dev.weir.schemas.Policy;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a policy in every part and makes it ready to decide. Stateless. */
public final class PolicyCompiler {

  static final int MOST_THRESHOLDS = 50;
  static final int MOST_RULES = 100;
  static final int MOST_LISTS = 50;
  static final int MOST_ENTRIES = 10_000;

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  private static final Pattern LIST_NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+");
  private static final int MOST_CODE_CHARS = 64;

  private PolicyCompiler() {}

  /**
   * What came of a policy: it is ready, or there are problems.
   *
   * @param policy null if there are problems
   * @param problems in the order of the policy; empty if it is ready
   * @param <F> what policies look at
   */
  public record Result<F>(@Nullable CompiledPolicy<F> policy, List<PolicyProblem> problems) {}

  /** Checks and compiles. */
  public static <F> Result<F> compile(PolicyDomain<F> domain, Policy policy) {
    List<PolicyProblem> problems = new ArrayList<>();
    checkHead(domain, policy, problems);
    List<CompiledThreshold<F>> thresholds = thresholds(domain, policy, problems);
    PolicyLists lists = lists(policy.getLists(), problems);
    List<CompiledRule<F>> rules = rules(domain, policy, lists, problems);
    if (!problems.isEmpty()) {
      return new Result<>(null, List.copyOf(problems));
    }
    return new Result<>(
        new CompiledPolicy<>(
            domain,
            policy.getName(),
            policy.getVersion(),
            policy.getEffectiveAt().toEpochMilli(),
            policy.getMode(),
            thresholds,
            rules),
        List.of());
  }

  private static void checkHead(
      PolicyDomain<?> domain, Policy policy, List<PolicyProblem> problems) {
    String where = "policy " + policy.getName();
    if (!NAME.matcher(policy.getName()).matches()) {
      problems.add(
          PolicyProblem.at(
              where,
              "the name must be 1 to 64 of a-z, 0-9, dot, dash and underscore, beginning with a"
                  + " letter or digit"));
    }
    if (policy.getVersion() < 1) {
      problems.add(PolicyProblem.at(where, "versions count from 1 on; got " + policy.getVersion()));
    }
    if (policy.getScope() != domain.scope()) {
      problems.add(
          PolicyProblem.at(
              where, "expected the scope " + domain.scope() + "; got " + policy.getScope()));
    }
    atMost(where, "thresholds", policy.getThresholds().size(), MOST_THRESHOLDS, problems);
    atMost(where, "rules", policy.getRules().size(), MOST_RULES, problems);
    atMost(where, "lists", policy.getLists().size(), MOST_LISTS, problems);
  }

  private static void atMost(
      String where, String what, int count, int most, List<PolicyProblem> problems) {
    if (count > most) {
      problems.add(
          PolicyProblem.at(where, "has " + count + " " + what + "; expected at most " + most));
    }
  }

  private static <F> List<CompiledThreshold<F>> thresholds(
      PolicyDomain<F> domain, Policy policy, List<PolicyProblem> problems) {
    List<CompiledThreshold<F>> compiled = new ArrayList<>();
    for (int i = 0; i < Math.min(policy.getThresholds().size(), MOST_THRESHOLDS); i++) {
      CompiledThreshold<F> threshold =
          CompiledThreshold.compile(domain, i + 1, policy.getThresholds().get(i), problems);
      if (threshold != null) {
        compiled.add(threshold);
      }
    }
    return compiled;
  }

  private static PolicyLists lists(Map<String, List<String>> lists, List<PolicyProblem> problems) {
    lists.forEach(
        (name, entries) -> {
          String where = "list " + name;
          if (!LIST_NAME.matcher(name).matches()) {
            problems.add(
                PolicyProblem.at(
                    where,
                    "the name must be a letter a-z and up to 63 of a-z, 0-9 and underscore"));
          }
          atMost(where, "entries", entries.size(), MOST_ENTRIES, problems);
        });
    return problems.isEmpty() ? new PolicyLists(lists) : namesOnly(lists);
  }

  /** So that rules are still checked when a list is not usable. */
  private static PolicyLists namesOnly(Map<String, List<String>> lists) {
    Map<String, List<String>> empty = new java.util.TreeMap<>();
    lists.keySet().stream()
        .filter(name -> LIST_NAME.matcher(name).matches())
        .limit(MOST_LISTS)
        .forEach(name -> empty.put(name, List.of()));
    return new PolicyLists(empty);
  }

  private static <F> List<CompiledRule<F>> rules(
      PolicyDomain<F> domain, Policy policy, PolicyLists lists, List<PolicyProblem> problems) {
    List<CompiledRule<F>> compiled = new ArrayList<>();
    Set<String> names = new HashSet<>();
    RuleCompiler<F> compiler = new RuleCompiler<>(domain, lists);
    for (Rule rule : policy.getRules().subList(0, Math.min(policy.getRules().size(), MOST_RULES))) {
      String where = "rule " + rule.getName();
      if (!NAME.matcher(rule.getName()).matches()) {
        problems.add(
            PolicyProblem.at(
                where, "the name must be 1 to 64 of a-z, 0-9, dot, dash and underscore"));
      }
      if (!names.add(rule.getName())) {
        problems.add(PolicyProblem.at(where, "another rule has this name; verdicts cite it"));
      }
      String code = rule.getReasonCode();
      if (code.length() > MOST_CODE_CHARS || !CODE.matcher(code).matches()) {
        problems.add(
            PolicyProblem.at(
                where,
                "reason_code must be words of a-z, 0-9 and dashes with dots between, such as"
                    + " campaign.raid; got '"
                    + code
                    + "'"));
      }
      RuleProgram<F> program = compiler.compile(where, rule.getExpression(), problems);
      if (program != null && rule.getMode() != RuleMode.OFF) {
        compiled.add(compiled(policy, rule, program));
      }
    }
    return compiled;
  }

  private static <F> CompiledRule<F> compiled(Policy policy, Rule rule, RuleProgram<F> program) {
    return new CompiledRule<>(
        rule.getName(),
        policy.getName() + "@" + policy.getVersion() + "/" + rule.getName(),
        program,
        rule.getOutcome(),
        rule.getMode(),
        rule.getReasonCode(),
        Objects.requireNonNullElse(rule.getDescription(), ""));
  }
}
