package dev.weir.scoring;

import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import java.util.List;
import java.util.Map;

/**
 * The answers to a batch, and what they took. Immutable.
 *
 * @param records one answer for each input record, in the same order
 * @param deadLetters how many of them are dead letters, by stage
 * @param counts what they took
 */
public record ScoredBatch(
    List<OutboundRecord> records, Map<Stage, Integer> deadLetters, BatchCounts counts) {

  public ScoredBatch {
    records = List.copyOf(records);
    deadLetters = Map.copyOf(deadLetters);
    if (records.size() < sum(deadLetters)) {
      throw new IllegalArgumentException(
          "a batch cannot hold more dead letters than records; got "
              + deadLetters
              + " in "
              + records.size());
    }
  }

  /** How many of the answers are verdicts. */
  public int verdicts() {
    return records.size() - sum(deadLetters);
  }

  /** Tokens that the model read. */
  public long tokens() {
    return counts.tokens();
  }

  /** Time in the model, tokenizing included. */
  public long inferenceNanos() {
    return counts.inferenceNanos();
  }

  private static int sum(Map<Stage, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
