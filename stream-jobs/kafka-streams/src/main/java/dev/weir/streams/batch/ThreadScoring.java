package dev.weir.streams.batch;

import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.TextScoringConfig;

/**
 * What one stream thread scores texts with; its tasks share it. Confined to that thread.
 *
 * @param intake decodes and checks
 * @param scoring scores and decides
 */
record ThreadScoring(RecordIntake intake, TextBatchScoring scoring) implements ScoringPool.Parts {

  /** Opens the parts of that configuration. */
  static ThreadScoring open(TextScoringConfig config) throws InterruptedException {
    return new ThreadScoring(RecordIntake.open(config), TextBatchScoring.open(config));
  }

  @Override
  public void close() {
    try (intake) {
      scoring.close();
    }
  }
}
