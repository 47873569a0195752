package dev.weir.scoring.policy;

import dev.weir.schemas.Action;
import dev.weir.schemas.Decision;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Reason;
import java.util.List;

/**
 * What a policy decided on one record. Immutable.
 *
 * @param policy name and version of the policy, as verdicts carry them: {@code default@3}
 * @param reasons why, the weightiest first; empty for PASS
 */
public record PolicyDecision(String policy, Outcome outcome, List<Reason> reasons) {

  public PolicyDecision {
    reasons = List.copyOf(reasons);
    if ((outcome == Outcome.PASS) != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "a decision has reasons unless it passes; got " + outcome + " with " + reasons.size());
    }
  }

  /** What it means for a text. */
  public Action action() {
    return actionOf(outcome);
  }

  /** What it means for a transaction. */
  public Decision decision() {
    return decisionOf(outcome);
  }

  static Action actionOf(Outcome outcome) {
    return switch (outcome) {
      case PASS -> Action.ALLOW;
      case REVIEW -> Action.REVIEW;
      case BLOCK -> Action.REMOVE;
    };
  }

  static Decision decisionOf(Outcome outcome) {
    return switch (outcome) {
      case PASS -> Decision.APPROVE;
      case REVIEW -> Decision.REVIEW;
      case BLOCK -> Decision.DECLINE;
    };
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
