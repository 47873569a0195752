package dev.weir.scoring.policy;

import dev.weir.schemas.Action;
import dev.weir.schemas.RuleMode;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignSighting;

/**
 * A rule, ready to run. Immutable.
 *
 * @param label policy, version and name, for counters: {@code default@3/raid}
 * @param action what follows; ALLOW lifts what thresholds say
 */
record CompiledRule(
    String name,
    String label,
    RuleProgram program,
    Action action,
    RuleMode mode,
    String code,
    String description) {

  /** A sentence for people: what was seen, or what the rule is for. */
  String detail(TextFacts facts) {
    if (code.startsWith("campaign.")) {
      CampaignSighting seen = facts.campaign();
      return seen.messages()
          + " near-duplicates by "
          + seen.authors()
          + " authors in "
          + seen.places()
          + " places within "
          + Math.round(seen.spanMillis() / 1_000.0)
          + " s";
    }
    if (code.startsWith("author.")) {
      AuthorStanding author = facts.author();
      return Decimals.fixed(author.strikes(), 1)
          + " strikes; "
          + author.removed()
          + " of "
          + author.messages()
          + " texts removed";
    }
    return description;
  }
}
