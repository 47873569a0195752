package dev.weir.retrain.release.diff;

import dev.weir.engine.Columns;
import dev.weir.engine.EngineServices;
import dev.weir.engine.RowScorer;
import dev.weir.engine.ScoreOutcome;
import dev.weir.engine.ScorerOptions;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.TextScorer;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.TableInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How two packages answer the golden examples of both.
 *
 * @param examples examples that both scored
 * @param largestChange the largest difference of a label's probability
 * @param flips answers that are not the same
 */
public record GoldenDiff(int examples, double largestChange, List<Flip> flips) {

  public GoldenDiff {
    flips = List.copyOf(flips);
  }

  /**
   * A task of an example that the two answer by different labels.
   *
   * @param example the example as people see it
   * @param leftScore the first's probability of its label
   * @param rightScore the second's of its own
   */
  public record Flip(
      String example,
      String task,
      String left,
      double leftScore,
      String right,
      double rightScore) {}

  /** Probabilities by task, by label. */
  private record Answer(Map<String, Map<String, Float>> byTask) {}

  /** Null if one scores texts and the other rows, or rows of other columns. */
  static @Nullable GoldenDiff of(ModelPackage left, ModelPackage right) {
    TableInput a = left.manifest().table();
    TableInput b = right.manifest().table();
    if ((a == null) != (b == null)) {
      return null;
    }
    if (a != null && b != null) {
      return a.names().equals(b.names()) ? ofRows(left, right, a.names()) : null;
    }
    Set<String> texts = new LinkedHashSet<>();
    for (ModelPackage pack : List.of(left, right)) {
      for (GoldenExample example : pack.manifest().golden()) {
        if (example instanceof GoldenExample.Text text) {
          texts.add(text.text());
        }
      }
    }
    List<String> list = List.copyOf(texts);
    return compare(
        list.stream().map(text -> '"' + text + '"').toList(),
        texts(left, list),
        texts(right, list));
  }

  private static GoldenDiff ofRows(ModelPackage left, ModelPackage right, List<String> columns) {
    List<float[]> rows = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (ModelPackage pack : List.of(left, right)) {
      for (GoldenExample example : pack.manifest().golden()) {
        if (example instanceof GoldenExample.Row row) {
          rows.add(row.values());
          names.add("row " + names.size() + " of " + pack.id());
        }
      }
    }
    return compare(names, rows(left, columns, rows), rows(right, columns, rows));
  }

  private static List<@Nullable Answer> texts(ModelPackage pack, List<String> texts) {
    try (TextScorer scorer = TextScorer.open(pack.dir(), ScorerOptions.defaults().onCpu())) {
      return answers(scorer.tasks(), scorer.score(texts));
    }
  }

  private static List<@Nullable Answer> rows(
      ModelPackage pack, List<String> columns, List<float[]> rows) {
    try (RowScorer scorer =
        RowScorer.open(
            pack.dir(),
            Columns.of(columns),
            ScorerOptions.defaults().onCpu(),
            EngineServices.defaults())) {
      return answers(scorer.tasks(), scorer.score(rows));
    }
  }

  private static List<@Nullable Answer> answers(List<TaskSpec> tasks, List<ScoreOutcome> outcomes) {
    List<@Nullable Answer> answers = new ArrayList<>();
    for (ScoreOutcome outcome : outcomes) {
      if (outcome instanceof ScoreOutcome.Scored scored) {
        Map<String, Map<String, Float>> byTask = new LinkedHashMap<>();
        for (int t = 0; t < tasks.size(); t++) {
          Map<String, Float> byLabel = new LinkedHashMap<>();
          for (int l = 0; l < tasks.get(t).labels().size(); l++) {
            byLabel.put(tasks.get(t).labels().get(l), scored.probabilities()[t][l]);
          }
          byTask.put(tasks.get(t).name(), byLabel);
        }
        answers.add(new Answer(byTask));
      } else {
        answers.add(null);
      }
    }
    return answers;
  }

  private static GoldenDiff compare(
      List<String> names, List<@Nullable Answer> left, List<@Nullable Answer> right) {
    int examples = 0;
    double largest = 0;
    List<Flip> flips = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Answer a = left.get(i);
      Answer b = right.get(i);
      if (a == null || b == null) {
        continue;
      }
      examples++;
      for (Map.Entry<String, Map<String, Float>> task : a.byTask().entrySet()) {
        Map<String, Float> other = b.byTask().get(task.getKey());
        if (other == null) {
          continue;
        }
        for (Map.Entry<String, Float> score : task.getValue().entrySet()) {
          largest =
              Math.max(
                  largest, Math.abs(score.getValue() - other.getOrDefault(score.getKey(), 0f)));
        }
        String first = best(task.getValue());
        String second = best(other);
        if (!first.equals(second)) {
          flips.add(
              new Flip(
                  names.get(i),
                  task.getKey(),
                  first,
                  task.getValue().getOrDefault(first, 0f),
                  second,
                  other.getOrDefault(second, 0f)));
        }
      }
    }
    return new GoldenDiff(examples, largest, flips);
  }

  private static String best(Map<String, Float> scores) {
    String best = "";
    float most = Float.NEGATIVE_INFINITY;
    for (Map.Entry<String, Float> score : scores.entrySet()) {
      if (score.getValue() > most) {
        best = score.getKey();
        most = score.getValue();
      }
    }
    return best;
  }
}
