package dev.weir.cli.evaluate;

import dev.weir.cli.show.LateProgress;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TextScorer;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.text.TextEvaluation;
import java.nio.file.Path;

/** A text model on labelled texts, with progress. Stateless. */
public final class TextRun {
  private TextRun() {}

  /**
   * Scores and measures.
   *
   * @param model folder of the package
   * @param split name of the split that the data was loaded for
   */
  public static Evaluation of(
      Path model, Dataset data, String split, TextEvaluation.Options options) {
    try (TextScorer scorer = TextScorer.open(model, ScorerOptions.defaults().withUnsigned());
        LateProgress progress = new LateProgress("evaluate", "texts")) {
      return TextEvaluation.run(scorer, data, split, options, progress::stepTo);
    }
  }
}
