package dev.weir.scoring;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.scoring.verdict.TextVerdicts;
import java.util.List;

/**
 * A model ready to score texts, with what makes verdicts of its scores. Owns its scorer and meter
 * and closes them. Used by one thread at a time.
 */
record TextModel(TextScorer scorer, TextVerdicts verdicts, EngineMeter meter, long loadMillis)
    implements ScoringModel {

  @Override
  public ModelIdentity identity() {
    return scorer.model();
  }

  @Override
  public List<TaskSpec> tasks() {
    return scorer.tasks();
  }

  @Override
  public void close() {
    try (meter) {
      scorer.close();
    }
  }
}
