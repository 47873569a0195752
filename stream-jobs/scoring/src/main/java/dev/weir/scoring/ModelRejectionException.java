package dev.weir.scoring;

import dev.weir.engine.ScoreOutcome;

/** The model refused one text. The message holds the engine's code and sentence, never the text. */
final class ModelRejectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ModelRejectionException(ScoreOutcome.Rejected rejected) {
    super(rejected.code() + ": " + rejected.message());
  }
}
