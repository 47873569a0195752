package dev.weir.retrain.evaluate.text;

import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.DriftReference;
import dev.weir.scoring.drift.DriftReference.Answer;
import dev.weir.scoring.drift.DriftReference.TextRow;
import dev.weir.scoring.drift.DriftReferenceJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What the stream is held against once a model answers: the texts of its snapshot, and its scores
 * of those whose label it did not learn. Stateless.
 */
public final class TextReference {
  private static final Map<String, DriftSubject> SUBJECTS =
      Map.of(
          TaskLabels.SENTIMENT.task(), DriftSubject.SENTIMENT_SCORES,
          TaskLabels.SPAM.task(), DriftSubject.SPAM_SCORES,
          TaskLabels.ABUSE.task(), DriftSubject.ABUSE_SCORES);

  private TextReference() {}

  /**
   * Writes a package again with its reference in it.
   *
   * @param data that it learned from; texts that it did not learn the label of are scored
   * @param target the folder that will be the package
   * @throws IOException if files cannot be read or written; nothing is at the target then
   */
  public static ModelPackage add(ModelPackage model, Dataset data, Path target) throws IOException {
    return PackageWriter.with(
        model, DriftReference.FILE, DriftReferenceJson.write(of(model, data)), target);
  }

  private static DriftReference of(ModelPackage model, Dataset data) {
    try (TextScorer scorer =
        TextScorer.open(model.dir(), ScorerOptions.defaults().withUnsigned())) {
      List<TaskSpec> tasks = scorer.tasks();
      Predicate<Example> asked = row -> tasks.stream().anyMatch(task -> answers(task, row));
      List<String> texts = data.examples().stream().filter(asked).map(Example::text).toList();
      Iterator<ScoreOutcome> outcomes = scorer.score(texts).iterator();
      List<TextRow> rows = new ArrayList<>();
      for (Example example : data.examples()) {
        Map<DriftSubject, Answer> answers =
            asked.test(example) && outcomes.next() instanceof ScoreOutcome.Scored scored
                ? answers(tasks, scored, example)
                : Map.of();
        rows.add(new TextRow(example.text(), example.language(), answers));
      }
      return DriftReference.ofTexts(rows);
    }
  }

  private static Map<DriftSubject, Answer> answers(
      List<TaskSpec> tasks, ScoreOutcome.Scored scored, Example example) {
    Map<DriftSubject, Answer> answers = new EnumMap<>(DriftSubject.class);
    for (int i = 0; i < tasks.size(); i++) {
      TaskSpec task = tasks.get(i);
      DriftSubject subject = SUBJECTS.get(task.name());
      if (subject != null && answers(task, example)) {
        answers.put(subject, answer(task, scored.probabilities()[i], example));
      }
    }
    return answers;
  }

  /** Whether verdicts have the task, and the model did not learn what the row says of it. */
  private static boolean answers(TaskSpec task, Example example) {
    boolean labelled =
        example.labels().containsKey(task.name()) || example.auxiliary().containsKey(task.name());
    return !(labelled && example.split() == Split.TRAIN)
        && task.labels().size() > 1
        && TaskLabels.known(task.name())
            .filter(known -> known.labels().containsAll(task.labels()))
            .isPresent();
  }

  /** The answer in the order of verdicts, which an imported model need not have. */
  private static Answer answer(TaskSpec task, float[] scores, Example example) {
    TaskLabels known = TaskLabels.known(task.name()).orElseThrow();
    double[] probabilities = new double[known.labels().size()];
    for (int i = 0; i < scores.length; i++) {
      probabilities[known.index(task.labels().get(i))] = scores[i];
    }
    String label = example.labels().get(task.name());
    int truth = label == null ? -1 : known.index(label);
    return new Answer(probabilities, truth < 0 ? null : truth);
  }
}
