package dev.weir.flink;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.flink.batch.RecordScoringFactory;
import dev.weir.scoring.RecordScoring;
import dev.weir.scoring.TextScoring;
import dev.weir.scoring.TextScoringConfig;

/**
 * Opens text scoring in a subtask. A model package that cannot be used ends the job at once: trying
 * again would read the same files.
 */
record TextScoringOpener(TextScoringConfig config) implements RecordScoringFactory {

  @Override
  public RecordScoring open() throws InterruptedException {
    try {
      return TextScoring.open(config);
    } catch (ModelPackageException e) {
      throw new UnusableModelException(e);
    }
  }
}
