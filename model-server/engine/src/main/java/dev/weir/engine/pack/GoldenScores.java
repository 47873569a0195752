package dev.weir.engine.pack;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.session.Provider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Has the engine score the examples that every copy of a package must reproduce. */
final class GoldenScores {
  private GoldenScores() {}

  /**
   * The examples with the scores that the package's default graph gives them on the CPU.
   *
   * @throws ModelPackageException if the package does not load or does not score them
   */
  static List<GoldenExample> of(Path dir, List<String> texts) {
    ScorerOptions options = ScorerOptions.defaults().withProvider(Provider.CPU);
    try (TextScorer scorer = TextScorer.open(dir, options)) {
      List<ScoreOutcome> outcomes = scorer.score(texts);
      List<GoldenExample> examples = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i) instanceof Rejected rejected) {
          throw new ModelPackageException(
              Problem.UNREADABLE_MODEL,
              "model package "
                  + scorer.model()
                  + " loads, but does not score a golden example: "
                  + rejected.message());
        }
        Scored scored = (Scored) outcomes.get(i);
        examples.add(new GoldenExample(texts.get(i), byTask(scorer.tasks(), scored)));
      }
      return examples;
    }
  }

  private static Map<String, float[]> byTask(List<TaskSpec> tasks, Scored scored) {
    Map<String, float[]> scores = new LinkedHashMap<>();
    for (int task = 0; task < tasks.size(); task++) {
      scores.put(tasks.get(task).name(), scored.probabilities()[task]);
    }
    return scores;
  }
}
