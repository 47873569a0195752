package dev.weir.retrain.evaluate.text;

import dev.weir.engine.ScoreOutcome.Scored;
import dev.weir.engine.TextScorer;
import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.LengthBucket;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.evaluate.Evaluation;
import dev.weir.retrain.evaluate.ObfuscationResult;
import dev.weir.retrain.evaluate.TaskPredictions;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Evaluates a text model by the engine that serves it. Stateless. */
public final class TextEvaluation {
  /** Fewer labelled rows of a task say nothing. */
  public static final int LEAST_ROWS = 10;

  /**
   * What is wanted.
   *
   * @param task the only task, or null for all that the data has
   * @param obfuscate whether recall on disguised spam and abuse is measured too
   * @param seed of the disguises
   */
  public record Options(@Nullable String task, boolean obfuscate, long seed, Bootstrap bootstrap) {}

  private TextEvaluation() {}

  /**
   * Scores all examples of a data set and measures every task.
   *
   * @param split name of the split that the data was loaded for, for the report
   * @param progress is told how many texts have been scored
   * @throws DatasetException if a task has too few rows or labels that the model does not have
   */
  public static Evaluation run(
      TextScorer scorer, Dataset data, String split, Options options, LongConsumer progress) {
    String model = scorer.model().toString();
    List<TaskLabels> tasks = tasks(data, options.task());
    List<HeadMatch> heads = new ArrayList<>();
    for (TaskLabels task : tasks) {
      long rows = data.examples().stream().filter(e -> e.label(task) != null).count();
      if (rows < LEAST_ROWS) {
        throw new DatasetException(
            Problem.TOO_FEW_ROWS,
            "%s: %d rows of task %s in the %s split, at least %d are needed; add %d"
                .formatted(data.name(), rows, task.task(), split, LEAST_ROWS, LEAST_ROWS - rows));
      }
      heads.add(HeadMatch.of(model, scorer.tasks(), task.task(), data.labelsInUse(task)));
    }
    List<Example> examples =
        data.examples().stream()
            .filter(e -> tasks.stream().anyMatch(task -> e.label(task) != null))
            .toList();
    TextScores scores =
        TextScores.of(scorer, examples.stream().map(Example::text).toList(), progress);
    List<TaskResult> results = new ArrayList<>();
    List<ObfuscationResult> obfuscated = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      results.add(
          TaskResult.of(
              predictions(tasks.get(i), heads.get(i), examples, scores), options.bootstrap()));
      if (options.obfuscate()) {
        Obfuscation.measure(scorer, tasks.get(i), heads.get(i), examples, options.seed())
            .ifPresent(obfuscated::add);
      }
    }
    return new Evaluation(
        scorer.model(),
        data.name(),
        Snapshot.of(data).hash(),
        split,
        data.madeSplits(),
        results,
        scores.rejected(),
        examples.size() / scores.seconds(),
        obfuscated);
  }

  private static List<TaskLabels> tasks(Dataset data, @Nullable String wanted) {
    if (wanted == null) {
      return data.tasks();
    }
    return List.of(
        data.task(wanted)
            .orElseThrow(
                () ->
                    new DatasetException(
                        Problem.MISSING_LABEL,
                        "%s: has no labels of task %s; it has %s"
                            .formatted(
                                data.name(),
                                wanted,
                                String.join(
                                    ", ", data.tasks().stream().map(TaskLabels::task).toList())))));
  }

  private static TaskPredictions predictions(
      TaskLabels task, HeadMatch head, List<Example> examples, TextScores scores) {
    List<Integer> truth = new ArrayList<>();
    List<float[]> probabilities = new ArrayList<>();
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      @Nullable String label = examples.get(i).label(task);
      if (label != null && scores.outcomes().get(i) instanceof Scored scored) {
        truth.add(head.task().index(label));
        probabilities.add(head.probabilities(scored.probabilities()));
        rows.add(examples.get(i));
      }
    }
    return new TaskPredictions(
        head.task(),
        truth.stream().mapToInt(Integer::intValue).toArray(),
        probabilities.toArray(float[][]::new),
        slices(rows),
        head.leftOut());
  }

  private static Map<String, String[]> slices(List<Example> rows) {
    Map<String, String[]> slices = new TreeMap<>();
    slices.put(
        "language",
        rows.stream()
            .map(e -> e.language() == null ? "unknown" : e.language())
            .toArray(String[]::new));
    slices.put(
        "length", rows.stream().map(e -> LengthBucket.of(e.text()).id()).toArray(String[]::new));
    slices.put("source", rows.stream().map(Example::source).toArray(String[]::new));
    Set<String> own = new TreeSet<>();
    rows.forEach(e -> own.addAll(e.slices().keySet()));
    for (String name : own) {
      slices.put(
          name,
          rows.stream().map(e -> e.slices().getOrDefault(name, "none")).toArray(String[]::new));
    }
    return slices;
  }
}
