package dev.weir.engine.pack;

import dev.weir.engine.ModelIdentity;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScoreOutcome.Rejected;
import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
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
  static List<GoldenExample> of(Path dir, List<GoldenExample> examples) {
    ScorerOptions options = ScorerOptions.defaults().onCpu().withUnsigned();
    if (examples.stream().allMatch(GoldenExample.Row.class::isInstance)) {
      try (RowScorer scorer = RowScorer.open(dir, options)) {
        List<float[]> rows =
            examples.stream().map(example -> ((GoldenExample.Row) example).values()).toList();
        return scored(scorer.model(), scorer.tasks(), examples, scorer.score(rows));
      }
    }
    try (TextScorer scorer = TextScorer.open(dir, options)) {
      List<String> texts =
          examples.stream().map(example -> ((GoldenExample.Text) example).text()).toList();
      return scored(scorer.model(), scorer.tasks(), examples, scorer.score(texts));
    }
  }

  private static List<GoldenExample> scored(
      ModelIdentity model,
      List<TaskSpec> tasks,
      List<GoldenExample> examples,
      List<ScoreOutcome> outcomes) {
    List<GoldenExample> scored = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) instanceof Rejected rejected) {
        throw new ModelPackageException(
            Problem.UNREADABLE_MODEL,
            "model package "
                + model
                + " loads, but does not score a golden example: "
                + rejected.message());
      }
      scored.add(examples.get(i).scored(byTask(tasks, (Scored) outcomes.get(i))));
    }
    return scored;
  }

  private static Map<String, float[]> byTask(List<TaskSpec> tasks, Scored scored) {
    Map<String, float[]> scores = new LinkedHashMap<>();
    for (int task = 0; task < tasks.size(); task++) {
      scores.put(tasks.get(task).name(), scored.probabilities()[task]);
    }
    return scores;
  }
}
