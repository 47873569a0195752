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
 */
public record BatchCounts(
    long tokens,
    long paddedTokens,
    long inferenceNanos,
    int cacheHits,
    int cacheMisses,
    int campaigns,
    Map<String, Integer> models) {

  /** Of a batch that took nothing. */
  public static final BatchCounts NONE = new BatchCounts(0, 0, 0, 0, 0, 0, Map.of());

  public BatchCounts {
    models = Map.copyOf(models);
  }
}
