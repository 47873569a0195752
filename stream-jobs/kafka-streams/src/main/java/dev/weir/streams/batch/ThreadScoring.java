package dev.weir.streams.batch;

import dev.weir.scoring.TextBatchScoring;

/**
 * What one stream thread scores with; its tasks share it. Confined to that thread.
 *
 * @param intake decodes and checks
 * @param scoring scores and decides
 */
record ThreadScoring(RecordIntake intake, TextBatchScoring scoring) implements AutoCloseable {

  /** Frees the model and the registry clients. */
  @Override
  public void close() {
    try (intake) {
      scoring.close();
    }
  }
}
