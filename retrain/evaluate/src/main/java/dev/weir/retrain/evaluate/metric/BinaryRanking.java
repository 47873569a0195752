package dev.weir.retrain.evaluate.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores of things that are positive or negative, sorted once, so that measures of the ranking cost
 * one pass each. Equal scores are one threshold: in what order they came changes nothing.
 * Immutable, thread-safe.
 *
 * <p>A weight of an element counts it that many times, as in a bootstrap resample.
 */
public final class BinaryRanking {
  /**
   * A point of the precision-recall curve.
   *
   * @param threshold scores of at least this are called positive
   */
  public record Point(double threshold, double precision, double recall) {}

  private final int[] order;
  private final boolean[] positive;
  private final double[] scores;

  private BinaryRanking(int[] order, boolean[] positive, double[] scores) {
    this.order = order;
    this.positive = positive;
    this.scores = scores;
  }

  /**
   * The ranking of scores.
   *
   * @param scores the higher, the likelier positive; no NaN
   * @param positive of the same length
   */
  public static BinaryRanking of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException(
          scores.length + " scores, but " + positive.length + " labels");
    }
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + i + " is not a number");
      }
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted((a, b) -> Double.compare(scores[b], scores[a]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] sorted = new boolean[order.length];
    double[] descending = new double[order.length];
    for (int rank = 0; rank < order.length; rank++) {
      sorted[rank] = positive[order[rank]];
      descending[rank] = scores[order[rank]];
    }
    return new BinaryRanking(order, sorted, descending);
  }

  /** The area under the ROC curve of all elements. */
  public double rocAuc() {
    return rocAuc(null);
  }

  /**
   * The probability that a positive element has a higher score than a negative one, ties counting
   * half (Mann and Whitney). NaN without positives or without negatives.
   */
  public double rocAuc(int @Nullable [] weights) {
    double won = 0;
    long positives = 0;
    long negatives = 0;
    long tiedPositives = 0;
    long tiedNegatives = 0;
    for (int rank = 0; rank < order.length; rank++) {
      int weight = weights == null ? 1 : weights[order[rank]];
      if (positive[rank]) {
        tiedPositives += weight;
      } else {
        tiedNegatives += weight;
      }
      if (endsTie(rank)) {
        won += tiedNegatives * (positives + tiedPositives / 2.0);
        positives += tiedPositives;
        negatives += tiedNegatives;
        tiedPositives = 0;
        tiedNegatives = 0;
      }
    }
    return positives == 0 || negatives == 0 ? Double.NaN : won / ((double) positives * negatives);
  }

  /** The average precision of all elements. */
  public double averagePrecision() {
    return averagePrecision(null);
  }

  /**
   * Σ (Rₙ − Rₙ₋₁) Pₙ over the thresholds, without interpolation: the definition of scikit-learn's
   * {@code average_precision_score}. NaN without positives.
   */
  public double averagePrecision(int @Nullable [] weights) {
    double sum = 0;
    long called = 0;
    long positives = 0;
    long tied = 0;
    for (int rank = 0; rank < order.length; rank++) {
      int weight = weights == null ? 1 : weights[order[rank]];
      called += weight;
      tied += positive[rank] ? weight : 0;
      if (endsTie(rank)) {
        positives += tied;
        sum += called == 0 ? 0 : tied * ((double) positives / called);
        tied = 0;
      }
    }
    return positives == 0 ? Double.NaN : sum / positives;
  }

  /**
   * The precision-recall curve from the highest threshold down, thinned evenly over the recall.
   *
   * @param most points, at least 2
   */
  public List<Point> precisionRecall(int most) {
    List<Point> points = new ArrayList<>();
    long all = IntStream.range(0, positive.length).filter(rank -> positive[rank]).count();
    if (all == 0) {
      return points;
    }
    long positives = 0;
    double last = -1;
    for (int rank = 0; rank < order.length; rank++) {
      positives += positive[rank] ? 1 : 0;
      if (endsTie(rank)) {
        double recall = (double) positives / all;
        boolean end = rank == order.length - 1;
        if (points.isEmpty() || recall - last >= 1.0 / (most - 1) || end) {
          points.add(new Point(scores[rank], (double) positives / (rank + 1), recall));
          last = recall;
        }
      }
    }
    return points;
  }

  private boolean endsTie(int rank) {
    return rank + 1 == order.length || scores[rank + 1] != scores[rank];
  }
}
