package dev.weir.retrain.evaluate.risk;

import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.evaluate.SliceResult;
import dev.weir.retrain.evaluate.TaskPredictions;
import dev.weir.retrain.evaluate.TaskResult;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.CardPrecision;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.metric.Reliability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures a risk model: what a task of two labels has, but the calibration error is of the risk
 * itself (nearly every payment is genuine and surely called so, which says nothing), and card
 * precision at {@value #CARDS} is added. That one has no interval: it depends on the order of days.
 * Stateless.
 */
public final class RiskEvaluation {
  /** Cards that are looked at a day. */
  public static final int CARDS = 100;

  /** The name of card precision in results. */
  public static final String CARD_PRECISION = "card_precision_at_" + CARDS;

  private static final String ECE = "ece";

  private RiskEvaluation() {}

  /**
   * Measures predictions.
   *
   * @param task of two labels, the second one fraud
   */
  public static TaskResult of(TaskLabels task, RiskPredictions payments, Bootstrap bootstrap) {
    int n = payments.risk().length;
    int[] truth = new int[n];
    float[][] probabilities = new float[n][];
    for (int i = 0; i < n; i++) {
      truth[i] = payments.fraud()[i] ? 1 : 0;
      float risk = (float) payments.risk()[i];
      probabilities[i] = new float[] {1 - risk, risk};
    }
    TaskResult result =
        TaskResult.of(
            new TaskPredictions(task, truth, probabilities, payments.slices(), List.of()),
            bootstrap);
    Reliability reliability = reliability(payments, null);
    Map<String, Double> metrics = new HashMap<>(result.metrics());
    metrics.put(ECE, reliability.expectedCalibrationError());
    metrics.put(
        CARD_PRECISION,
        CardPrecision.atK(
            payments.day(), payments.card(), payments.risk(), payments.fraud(), CARDS));
    Map<String, Interval> intervals = new HashMap<>(result.intervals());
    intervals.putAll(
        bootstrap.intervals(
            n, weights -> Map.of(ECE, reliability(payments, weights).expectedCalibrationError())));
    return new TaskResult(
        task,
        n,
        metrics,
        intervals,
        result.intervalMethod(),
        result.perLabel(),
        result.confusion(),
        reliability,
        slices(payments, result.slices()),
        List.of());
  }

  /** The slices with the calibration error of the risk itself. */
  private static Map<String, Map<String, SliceResult>> slices(
      RiskPredictions payments, Map<String, Map<String, SliceResult>> slices) {
    Map<String, Map<String, SliceResult>> corrected = new HashMap<>();
    slices.forEach(
        (name, groups) -> {
          String[] members = payments.slices().getOrDefault(name, new String[0]);
          Map<String, SliceResult> results = new HashMap<>();
          groups.forEach(
              (group, slice) -> {
                int[] weights = new int[members.length];
                for (int i = 0; i < members.length; i++) {
                  weights[i] = members[i].equals(group) ? 1 : 0;
                }
                Map<String, Double> metrics = new HashMap<>(slice.metrics());
                metrics.put(ECE, reliability(payments, weights).expectedCalibrationError());
                results.put(group, new SliceResult(slice.n(), metrics));
              });
          corrected.put(name, results);
        });
    return corrected;
  }

  private static Reliability reliability(RiskPredictions payments, int @Nullable [] weights) {
    return Reliability.of(payments.risk(), payments.fraud(), Reliability.BINS, weights);
  }
}
