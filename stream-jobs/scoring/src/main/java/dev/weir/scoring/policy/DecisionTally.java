package dev.weir.scoring.policy;

import java.util.HashMap;
import java.util.Map;

/** What policies did beside deciding, over one batch. Confined to one thread. */
public final class DecisionTally {

  private final Map<String, Integer> shadowHits = new HashMap<>();
  private final Map<String, Integer> ruleFailures = new HashMap<>();

  void shadowHit(String what) {
    shadowHits.merge(what, 1, Integer::sum);
  }

  void ruleFailure(String rule) {
    ruleFailures.merge(rule, 1, Integer::sum);
  }

  /**
   * How often shadow rules fired ({@code default@3/raid}) and shadow policies decided ({@code
   * strict@1=REMOVE}).
   */
  public Map<String, Integer> shadowHits() {
    return shadowHits;
  }

  /** How often an expression had no value, by rule: {@code default@3/raid}. */
  public Map<String, Integer> ruleFailures() {
    return ruleFailures;
  }
}
