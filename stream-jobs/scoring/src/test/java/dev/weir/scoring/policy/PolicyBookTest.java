package dev.weir.scoring.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Action;
import dev.weir.schemas.Outcome;
import dev.weir.schemas.Policy;
import dev.weir.schemas.PolicyScope;
import dev.weir.schemas.RuleMode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyBookTest {

  private PolicyBook<TextFacts> book = PolicyBook.of(TextPolicies.DOMAIN, "default");

  @Test
  void live_emptyBook_isTheBuiltInPolicy() {
    assertThat(book.live(0).label()).isEqualTo("default@2");
  }

  @Test
  void live_versions_applyFromTheirTimestampOn() {
    take(policy("default", 3, 1_000, RuleMode.LIVE));
    take(policy("default", 4, 2_000, RuleMode.LIVE));

    assertThat(book.live(999).label()).isEqualTo("default@2");
    assertThat(book.live(1_000).label()).isEqualTo("default@3");
    assertThat(book.live(1_999).label()).isEqualTo("default@3");
    assertThat(book.live(2_000).label()).isEqualTo("default@4");
  }

  @Test
  void live_laterPublicationOfAnEarlierVersion_winsAsARollback() {
    take(policy("default", 4, 2_000, RuleMode.LIVE));
    take(policy("default", 3, 3_000, RuleMode.LIVE));

    assertThat(book.live(2_500).label()).isEqualTo("default@4");
    assertThat(book.live(3_000).label()).isEqualTo("default@3");
  }

  @Test
  void with_brokenPolicy_refusesItAndKeepsTheLastGoodOne() {
    take(policy("default", 3, 1_000, RuleMode.LIVE));
    Policy broken =
        Policies.policy("default", 4)
            .setRules(
                List.of(Policies.rule("r", "scores.spam > 'x'", Outcome.BLOCK, RuleMode.LIVE)))
            .build();

    PolicyBook.Change<TextFacts> change = book.with("default", broken);

    assertThat(change.book()).isSameAs(book);
    assertThat(change.problems()).singleElement().hasToString(change.problems().get(0).toString());
    assertThat(change.problems().get(0).where()).isEqualTo("rule r");
    assertThat(change.book().live(5_000).label()).isEqualTo("default@3");
  }

  @Test
  void with_policiesOfOthers_changesNothing() {
    PolicyBook<TextFacts> before = book;
    take(policy("night", 1, 0, RuleMode.LIVE));
    take(Policies.policy("default", 9).setScope(PolicyScope.TRANSACTION).build());

    assertThat(book).isSameAs(before);
  }

  @Test
  void live_switchedOff_fallsBackToTheBuiltInPolicy() {
    take(policy("default", 3, 1_000, RuleMode.LIVE));
    take(policy("default", 4, 2_000, RuleMode.OFF));

    assertThat(book.live(1_500).label()).isEqualTo("default@3");
    assertThat(book.live(2_000).label()).isEqualTo("default@2");
  }

  @Test
  void live_withdrawnByATombstone_isTheBuiltInPolicy() {
    take(policy("default", 3, 1_000, RuleMode.LIVE));

    assertThat(book.with("default", null).book().live(5_000).label()).isEqualTo("default@2");
  }

  @Test
  void decide_policiesOnTrial_areCountedAndNotApplied() {
    take(policy("default", 3, 1_000, RuleMode.LIVE));
    take(policy("default", 4, 1_000, RuleMode.SHADOW));
    take(policy("strict", 1, 2_000, RuleMode.SHADOW));
    DecisionTally tally = new DecisionTally();

    PolicyDecision decision = book.decide(Policies.facts(0.95), 2_500, tally);

    assertThat(decision.policy()).isEqualTo("default@3");
    assertThat(decision.action()).isEqualTo(Action.REVIEW);
    assertThat(tally.shadowHits()).containsOnlyKeys("default@4=REVIEW", "strict@1=REVIEW");
    DecisionTally earlier = new DecisionTally();
    book.decide(Policies.facts(0.95), 1_500, earlier);
    assertThat(earlier.shadowHits()).containsOnlyKeys("default@4=REVIEW");
  }

  @Test
  void with_trialThatEnds_isNoLongerEvaluated() {
    take(policy("strict", 1, 1_000, RuleMode.SHADOW));
    take(policy("strict", 2, 2_000, RuleMode.OFF));

    assertThat(book.onTrial(1_500)).hasSize(1);
    assertThat(book.onTrial(2_000)).isEmpty();
  }

  @Test
  void with_moreVersionsThanAreKept_forgetsTheOldest() {
    for (int version = 1; version <= PolicyBook.MOST_VERSIONS + 1; version++) {
      take(policy("default", version, version, RuleMode.LIVE));
    }

    assertThat(book.live(1).label()).isEqualTo("default@2");
    assertThat(book.live(2).label()).isEqualTo("default@2");
    assertThat(book.live(3).label()).isEqualTo("default@3");
  }

  private void take(Policy policy) {
    PolicyBook.Change<TextFacts> change = book.with(policy.getName(), policy);
    assertThat(change.problems()).isEmpty();
    book = change.book();
  }

  private static Policy policy(String name, int version, long effectiveAt, RuleMode mode) {
    return Policies.policy(name, version)
        .setEffectiveAt(Instant.ofEpochMilli(effectiveAt))
        .setMode(mode)
        .setThresholds(List.of(Policies.spam(0.5, Outcome.REVIEW)))
        .build();
  }
}
