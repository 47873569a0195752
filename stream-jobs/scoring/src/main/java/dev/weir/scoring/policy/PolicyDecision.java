package dev.weir.scoring.policy;

import dev.weir.schemas.Action;
import dev.weir.schemas.Reason;
import java.util.List;

/**
 * What a policy decided on one text. Immutable.
 *
 * @param policy name and version of the policy, as verdicts carry them: {@code default@3}
 * @param reasons why, the weightiest first; empty for ALLOW
 */
public record PolicyDecision(String policy, Action action, List<Reason> reasons) {

  public PolicyDecision {
    reasons = List.copyOf(reasons);
    if ((action == Action.ALLOW) != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "a decision has reasons unless it allows; got " + action + " with " + reasons.size());
    }
  }

  /** Whether one of the reasons names a campaign. */
  public boolean namesCampaign() {
    for (Reason reason : reasons) {
      if (reason.getCode().startsWith("campaign.")) {
        return true;
      }
    }
    return false;
  }
}
