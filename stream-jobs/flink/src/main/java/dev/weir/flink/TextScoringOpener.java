package dev.weir.flink;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.flink.stage.Opener;
import dev.weir.scoring.TextBatchScoring;
import dev.weir.scoring.TextScoringConfig;

/**
 * Opens text scoring in a subtask. A model package that cannot be used ends the job at once: trying
 * again would read the same files.
 */
record TextScoringOpener(TextScoringConfig config) implements Opener<TextBatchScoring> {

  @Override
  public TextBatchScoring open() throws InterruptedException {
    try {
      return TextBatchScoring.open(config);
    } catch (ModelPackageException e) {
      throw new UnusableModelException(e);
    }
  }
}
