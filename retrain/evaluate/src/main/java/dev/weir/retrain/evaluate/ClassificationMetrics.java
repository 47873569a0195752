package dev.weir.retrain.evaluate;

import dev.weir.retrain.evaluate.metric.BinaryRanking;
import dev.weir.retrain.evaluate.metric.Confusion;
import dev.weir.retrain.evaluate.metric.Reliability;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a task, of all rows or of a resample. Sorts once. Immutable, thread-safe.
 *
 * <ul>
 *   <li>{@code accuracy}; {@code macro_f1} and {@code macro_recall} over the labels that occur
 *   <li>{@code auc}, {@code average_precision}: of two labels, those of the second; of more, the
 *       mean over labels of each against the rest
 *   <li>{@code ece}: of the predicted label's probability, {@value Reliability#BINS} bins
 * </ul>
 *
 * A metric that does not apply is absent: with one label in the rows all but accuracy and ece.
 */
final class ClassificationMetrics {
  private final int labels;
  private final int[] truth;
  private final int[] predicted;
  private final double[] confidence;
  private final boolean[] right;
  private final BinaryRanking[] rankings;

  ClassificationMetrics(TaskPredictions predictions) {
    labels = predictions.task().labels().size();
    truth = predictions.truth();
    float[][] probabilities = predictions.probabilities();
    predicted = new int[truth.length];
    confidence = new double[truth.length];
    right = new boolean[truth.length];
    for (int i = 0; i < truth.length; i++) {
      for (int label = 1; label < labels; label++) {
        if (probabilities[i][label] > probabilities[i][predicted[i]]) {
          predicted[i] = label;
        }
      }
      confidence[i] = probabilities[i][predicted[i]];
      right[i] = predicted[i] == truth[i];
    }
    rankings = new BinaryRanking[labels];
    for (int label = 0; label < labels; label++) {
      double[] scores = new double[truth.length];
      boolean[] positive = new boolean[truth.length];
      for (int i = 0; i < truth.length; i++) {
        scores[i] = probabilities[i][label];
        positive[i] = truth[i] == label;
      }
      rankings[label] = BinaryRanking.of(scores, positive);
    }
  }

  /** The metrics of a sample in which row i stands {@code weights[i]} times; null: once. */
  Map<String, Double> of(int @Nullable [] weights) {
    Map<String, Double> metrics = new TreeMap<>();
    Confusion confusion = confusion(weights);
    put(metrics, "accuracy", confusion.accuracy());
    put(metrics, "macro_f1", confusion.macroF1());
    put(metrics, "macro_recall", confusion.macroRecall());
    put(metrics, "ece", reliability(weights).expectedCalibrationError());
    double auc = 0;
    double precision = 0;
    int ranked = 0;
    for (int label = labels == 2 ? 1 : 0; label < labels; label++) {
      double area = rankings[label].rocAuc(weights);
      if (!Double.isNaN(area)) {
        auc += area;
        precision += rankings[label].averagePrecision(weights);
        ranked++;
      }
    }
    put(metrics, "auc", auc / ranked);
    put(metrics, "average_precision", precision / ranked);
    return metrics;
  }

  Confusion confusion(int @Nullable [] weights) {
    return Confusion.of(labels, truth, predicted, weights);
  }

  Reliability reliability(int @Nullable [] weights) {
    return Reliability.of(confidence, right, Reliability.BINS, weights);
  }

  BinaryRanking ranking(int label) {
    return rankings[label];
  }

  private static void put(Map<String, Double> metrics, String name, double value) {
    if (!Double.isNaN(value)) {
      metrics.put(name, value);
    }
  }
}
