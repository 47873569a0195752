package dev.weir.scoring;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.TextScorer;
import dev.weir.scoring.verdict.TextVerdicts;

/**
 * A model ready to score texts, with what makes verdicts of its scores. Owns its scorer and meter
 * and closes them. Used by one thread at a time.
 */
record TextModel(TextScorer scorer, TextVerdicts verdicts, EngineMeter meter, long loadMillis)
    implements AutoCloseable {

  ModelIdentity identity() {
    return scorer.model();
  }

  /** Loads a model; throws {@code ModelPackageException} when it cannot be used. */
  @FunctionalInterface
  interface Loader<K> {
    TextModel load(K which);
  }

  @Override
  public void close() {
    try (meter) {
      scorer.close();
    }
  }
}
