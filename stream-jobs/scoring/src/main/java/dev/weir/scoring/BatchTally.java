package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;
import dev.weir.scoring.policy.DecisionTally;
import dev.weir.scoring.policy.PolicyDecision;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Counts of one batch while it is answered. Confined to one thread. */
final class BatchTally {

  private final DecisionTally policies = new DecisionTally();
  private final IdentityHashMap<ScoringModel, Integer> models = new IdentityHashMap<>(2);
  private long tokens;
  private int cacheHits;
  private int cacheMisses;
  private int campaigns;
  private int shadowRecords;
  private int shadowDropped;

  DecisionTally policies() {
    return policies;
  }

  /** A row that a model scored. */
  void scored(ScoringModel model) {
    models.merge(model, 1, Integer::sum);
  }

  /** A text that a model scored. */
  void scored(TextModel model, ScoreOutcome.Scored scored) {
    models.merge(model, 1, Integer::sum);
    if (scored.fromCache()) {
      cacheHits++;
    } else {
      cacheMisses++;
      tokens += scored.tokens();
    }
  }

  void decided(PolicyDecision decision) {
    campaigns += decision.namesCampaign() ? 1 : 0;
  }

  void offered(boolean taken) {
    shadowRecords += taken ? 1 : 0;
    shadowDropped += taken ? 0 : 1;
  }

  BatchCounts counts(Inference<?> inference) {
    Map<String, Integer> byName = new HashMap<>();
    models.forEach((model, n) -> byName.merge(model.identity().toString(), n, Integer::sum));
    return new BatchCounts(
        tokens,
        inference.paddedTokens(),
        inference.nanos(),
        cacheHits,
        cacheMisses,
        campaigns,
        byName,
        shadowRecords,
        shadowDropped,
        policies.shadowHits(),
        policies.ruleFailures());
  }
}
