package dev.weir.retrain.evaluate;

import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.metric.BinaryRanking;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.Confusion;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.metric.Reliability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How good a model is at one task. Immutable.
 *
 * @param task the labels that were told apart
 * @param n rows
 * @param metrics by name, see {@link ClassificationMetrics}; what does not apply is absent
 * @param intervals of the metrics
 * @param intervalMethod what the intervals are, for people
 * @param perLabel in the order of the labels; empty if it was not measured
 * @param confusion rows are truths, columns predictions; empty if it was not measured
 * @param reliability without bins if it was not measured
 * @param slices by name, then by group
 * @param leftOut labels of the model that the data cannot have
 */
public record TaskResult(
    TaskLabels task,
    long n,
    Map<String, Double> metrics,
    Map<String, Interval> intervals,
    String intervalMethod,
    List<LabelResult> perLabel,
    List<List<Long>> confusion,
    Reliability reliability,
    Map<String, Map<String, SliceResult>> slices,
    List<String> leftOut) {
  private static final int CURVE_POINTS = 200;

  public TaskResult {
    metrics = Map.copyOf(metrics);
    intervals = Map.copyOf(intervals);
    perLabel = List.copyOf(perLabel);
    confusion = List.copyOf(confusion);
    slices = Map.copyOf(slices);
    leftOut = List.copyOf(leftOut);
  }

  /** Measures predictions. */
  public static TaskResult of(TaskPredictions predictions, Bootstrap bootstrap) {
    ClassificationMetrics metrics = new ClassificationMetrics(predictions);
    Confusion table = metrics.confusion(null);
    int labels = predictions.task().labels().size();
    List<LabelResult> perLabel = new ArrayList<>();
    List<List<Long>> confusion = new ArrayList<>();
    for (int label = 0; label < labels; label++) {
      int truth = label;
      BinaryRanking ranking = metrics.ranking(label);
      perLabel.add(
          new LabelResult(
              predictions.task().labels().get(label),
              table.support(label),
              table.precision(label),
              table.recall(label),
              table.f1(label),
              ranking.rocAuc(),
              ranking.averagePrecision(),
              ranking.precisionRecall(CURVE_POINTS)));
      confusion.add(
          IntStream.range(0, labels).mapToObj(other -> table.count(truth, other)).toList());
    }
    return new TaskResult(
        predictions.task(),
        predictions.size(),
        metrics.of(null),
        bootstrap.intervals(predictions.size(), metrics::of),
        bootstrap.toString(),
        perLabel,
        confusion,
        metrics.reliability(null),
        slices(predictions),
        predictions.leftOut());
  }

  private static Map<String, Map<String, SliceResult>> slices(TaskPredictions all) {
    Map<String, Map<String, SliceResult>> slices = new TreeMap<>();
    all.slices()
        .forEach(
            (name, groups) -> {
              Map<String, List<Integer>> rows = new TreeMap<>();
              for (int i = 0; i < groups.length; i++) {
                rows.computeIfAbsent(groups[i], group -> new ArrayList<>()).add(i);
              }
              Map<String, SliceResult> results = new TreeMap<>();
              rows.forEach((group, members) -> results.put(group, slice(all, members)));
              slices.put(name, results);
            });
    return slices;
  }

  private static SliceResult slice(TaskPredictions all, List<Integer> members) {
    int[] truth = members.stream().mapToInt(row -> all.truth()[row]).toArray();
    float[][] probabilities =
        members.stream().map(row -> all.probabilities()[row]).toArray(float[][]::new);
    return new SliceResult(
        members.size(),
        new ClassificationMetrics(
                new TaskPredictions(all.task(), truth, probabilities, Map.of(), all.leftOut()))
            .of(null));
  }
}
