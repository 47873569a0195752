package dev.weir.scoring.policy;

import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.Rule;
import dev.weir.schemas.RuleMode;
import dev.weir.schemas.Task;
import dev.weir.schemas.Threshold;
import dev.weir.scoring.author.AuthorStanding;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Policies and facts for tests. */
final class Policies {

  private Policies() {}

  static Policy.Builder policy(String name, int version) {
    return Policy.newBuilder()
        .setEventId(name + version)
        .setOccurredAt(Instant.EPOCH)
        .setName(name)
        .setVersion(version)
        .setEffectiveAt(Instant.EPOCH)
        .setChangedBy("test");
  }

  static Policy withRule(String expression) {
    return policy("test", 1)
        .setRules(List.of(rule("one", expression, Outcome.REVIEW, RuleMode.LIVE)))
        .build();
  }

  static Rule rule(String name, String expression, Outcome outcome, RuleMode mode) {
    return new Rule(name, expression, outcome, mode, "custom." + name, "because of " + name);
  }

  static Threshold spam(double atLeast, Outcome outcome) {
    return new Threshold(Task.SPAM, "spam", (float) atLeast, outcome);
  }

  static CompiledPolicy<TextFacts> compiled(Policy policy) {
    PolicyCompiler.Result<TextFacts> result = PolicyCompiler.compile(TextPolicies.DOMAIN, policy);
    return Objects.requireNonNull(result.policy(), () -> result.problems().toString());
  }

  static TextFacts facts(double spam) {
    return facts(spam, "some text", EventContext.NONE, CampaignSighting.NONE);
  }

  static TextFacts facts(
      double spam, String text, EventContext context, CampaignSighting campaign) {
    return facts(spam, text, context, campaign, AuthorStanding.UNKNOWN);
  }

  static TextFacts facts(
      double spam,
      String text,
      EventContext context,
      CampaignSighting campaign,
      AuthorStanding author) {
    return new TextFacts(
        new TextEvent("e", Instant.EPOCH, "author", "subject", null, text, null, context),
        new TextScores(0, 1, 0, (float) spam, 0),
        author,
        campaign,
        0);
  }
}
