package dev.weir.scoring.policy;

import dev.weir.schemas.Action;
import dev.weir.schemas.Reason;
import java.util.List;

/**
 * What a policy decided on one text. Immutable.
 *
 * @param reasons why, the weightiest first; empty for ALLOW
 */
public record PolicyDecision(Action action, List<Reason> reasons) {

  static final PolicyDecision ALLOW = new PolicyDecision(Action.ALLOW, List.of());

  public PolicyDecision {
    reasons = List.copyOf(reasons);
    if ((action == Action.ALLOW) != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "a decision has reasons unless it allows; got " + action + " with " + reasons.size());
    }
  }
}
