package dev.weir.cli.evaluate;

import dev.weir.cli.show.LateProgress;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.fraud.protocol.FoldRecipe;
import dev.weir.retrain.fraud.protocol.HandbookProtocol;
import dev.weir.retrain.fraud.protocol.ProtocolEvaluation;
import dev.weir.retrain.fraud.train.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The prequential protocol of the Fraud Detection Handbook, with progress. Stateless. */
public final class HandbookRun {
  private HandbookRun() {}

  /**
   * Runs a recipe.
   *
   * @param testFolds whether the folds to report are run, or those to choose by
   * @throws IOException if the data is not the handbook's
   */
  public static Evaluation of(Path data, boolean testFolds, Recipe recipe) throws IOException {
    HandbookProtocol folds;
    AtomicLong payments = new AtomicLong();
    try (LateProgress progress = new LateProgress("features", "payments")) {
      folds = HandbookProtocol.read(data, payment -> progress.stepTo(payments.incrementAndGet()));
    }
    try (LateProgress progress = new LateProgress("train and test", "folds")) {
      return ProtocolEvaluation.run(
          folds,
          String.valueOf(data.toAbsolutePath().normalize().getFileName()),
          testFolds,
          FoldRecipe.of(recipe),
          HandbookProtocol.weirFeatures(),
          progress::stepTo);
    }
  }
}
