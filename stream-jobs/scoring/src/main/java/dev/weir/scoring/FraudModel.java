package dev.weir.scoring;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.RowScorer;
import dev.weir.engine.TaskSpec;
import dev.weir.scoring.verdict.FraudReasons;
import dev.weir.scoring.verdict.FraudVerdicts;
import java.util.List;

/**
 * A model ready to score transactions, with what makes verdicts of its scores. Owns its scorer and
 * closes it. Used by one thread at a time.
 */
record FraudModel(RowScorer scorer, FraudVerdicts verdicts, FraudReasons reasons, long loadMillis)
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
    scorer.close();
  }
}
