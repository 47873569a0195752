package dev.weir.scoring.policy;

import dev.weir.schemas.Policy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and checks policies before anybody relies on them. Stateless. */
public final class PolicyCheck {

  private PolicyCheck() {}

  /**
   * What came of a file.
   *
   * @param policy ready to be published; null if there are problems
   * @param problems all that were found, each with its place; empty if the policy can be used
   */
  public record Result(@Nullable Policy policy, List<PolicyProblem> problems) {}

  /**
   * Reads a policy from the text of a YAML or JSON file and checks it as jobs do.
   *
   * @param eventId unique id of the change
   * @param now when the change is made; it applies from then on unless the file says when
   * @param changedBy who makes it, unless the file says who
   */
  public static Result read(String text, String eventId, Instant now, String changedBy) {
    PolicyFile.Result file = PolicyFile.read(text, eventId, now, changedBy);
    Policy policy = file.policy();
    if (policy == null) {
      return new Result(null, file.problems());
    }
    List<PolicyProblem> problems = problems(policy);
    return new Result(problems.isEmpty() ? policy : null, problems);
  }

  /** What is wrong with a policy; empty if jobs would take it. */
  public static List<PolicyProblem> problems(Policy policy) {
    return switch (policy.getScope()) {
      case TEXT -> PolicyCompiler.compile(TextPolicies.DOMAIN, policy).problems();
      case TRANSACTION -> PolicyCompiler.compile(FraudPolicies.DOMAIN, policy).problems();
      case OTHER ->
          List.of(
              PolicyProblem.at(
                  "policy " + policy.getName(),
                  "expected the scope TEXT or TRANSACTION; got OTHER"));
    };
  }
}
