package dev.weir.retrain.learning.text;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReference.Answer;
import dev.weir.scoring.drift.DriftReference.TextRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the stream is held against once a model answers: the texts of its snapshot, and its scores
 * of those whose label it did not learn. Stateless.
 */
final class TextReference {
  private static final Map<String, DriftSubject> SUBJECTS =
      Map.of(
          "sentiment", DriftSubject.SENTIMENT_SCORES,
          "spam", DriftSubject.SPAM_SCORES,
          "abuse", DriftSubject.ABUSE_SCORES);

  private TextReference() {}

  /** Scores all texts of the data. */
  static DriftReference of(ModelPackage model, Dataset data) {
    try (TextScorer scorer =
        TextScorer.open(model.dir(), ScorerOptions.defaults().withUnsigned())) {
      List<ScoreOutcome> outcomes =
          scorer.score(data.examples().stream().map(Example::text).toList());
      List<TextRow> rows = new ArrayList<>();
      for (int i = 0; i < outcomes.size(); i++) {
        Example example = data.examples().get(i);
        rows.add(
            new TextRow(
                example.text(),
                example.language(),
                outcomes.get(i) instanceof ScoreOutcome.Scored scored
                    ? answers(scorer.tasks(), scored, example)
                    : Map.of()));
      }
      return DriftReference.ofTexts(rows);
    }
  }

  private static Map<DriftSubject, Answer> answers(
      List<TaskSpec> tasks, ScoreOutcome.Scored scored, Example example) {
    Map<DriftSubject, Answer> answers = new EnumMap<>(DriftSubject.class);
    for (int task = 0; task < tasks.size(); task++) {
      TaskSpec spec = tasks.get(task);
      DriftSubject subject = SUBJECTS.get(spec.name());
      String label = example.labels().get(spec.name());
      boolean learned = label != null && example.split() == Split.TRAIN;
      if (subject != null && !learned) {
        float[] scores = scored.probabilities()[task];
        double[] probabilities = new double[scores.length];
        for (int i = 0; i < scores.length; i++) {
          probabilities[i] = scores[i];
        }
        answers.put(
            subject,
            new Answer(probabilities, label == null ? null : spec.labels().indexOf(label)));
      }
    }
    return answers;
  }
}
