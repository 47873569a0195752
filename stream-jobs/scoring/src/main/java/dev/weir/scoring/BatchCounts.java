package dev.weir.scoring;

import java.util.Map;

/**
 * What a batch took. Immutable.
 *
 * @param tokens tokens that the model read
 * @param paddedTokens tokens that it ran over, padding included
 * @param inferenceNanos time in the model, tokenizing included
 * @param cacheHits texts whose scores were known, from earlier or from the same batch
 * @param cacheMisses texts that the model scored
 * @param campaigns verdicts with a reason that names a campaign
 * @param models verdicts by model, as {@code name@version}
 * @param shadowRecords copies that were handed to models on trial
 * @param shadowDropped copies that were not, because their queue was full
 * @param shadowHits shadow rules that fired ({@code default@3/raid}) and what shadow policies
 *     decided ({@code strict@1=REMOVE})
 * @param ruleFailures rules whose expression had no value, such as after a division by zero
 */
public record BatchCounts(
    long tokens,
    long paddedTokens,
    long inferenceNanos,
    int cacheHits,
    int cacheMisses,
    int campaigns,
    Map<String, Integer> models,
    int shadowRecords,
    int shadowDropped,
    Map<String, Integer> shadowHits,
    Map<String, Integer> ruleFailures) {

  public BatchCounts {
    models = Map.copyOf(models);
    shadowHits = Map.copyOf(shadowHits);
    ruleFailures = Map.copyOf(ruleFailures);
  }

  /** Of a batch without anything in shadow. */
  public BatchCounts(
      long tokens,
      long paddedTokens,
      long inferenceNanos,
      int cacheHits,
      int cacheMisses,
      int campaigns,
      Map<String, Integer> models) {
    this(
        tokens,
        paddedTokens,
        inferenceNanos,
        cacheHits,
        cacheMisses,
        campaigns,
        models,
        0,
        0,
        Map.of(),
        Map.of());
  }
}
