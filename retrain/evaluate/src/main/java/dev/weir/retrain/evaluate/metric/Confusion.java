package dev.weir.retrain.evaluate.metric;

import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How often each label was taken for each. Immutable, thread-safe.
 *
 * <p>Averages over labels («macro») are over the labels that occur among the truths: a label that
 * nobody has can be neither found nor missed.
 */
public final class Confusion {
  private final long[][] counts;

  private Confusion(long[][] counts) {
    this.counts = counts;
  }

  /**
   * Counts predictions.
   *
   * @param labels how many there are
   * @param truth of each element, 0 to {@code labels - 1}
   * @param predicted of each element
   * @param weights how often each element counts; null: once
   */
  public static Confusion of(int labels, int[] truth, int[] predicted, int @Nullable [] weights) {
    long[][] counts = new long[labels][labels];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]] += weights == null ? 1 : weights[i];
    }
    return new Confusion(counts);
  }

  /** How often the first label was taken for the second. */
  public long count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** How many elements have that label. */
  public long support(int label) {
    long sum = 0;
    for (long count : counts[label]) {
      sum += count;
    }
    return sum;
  }

  /** The share of elements that were recognised; NaN without elements. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
      all += support(label);
    }
    return all == 0 ? Double.NaN : (double) right / all;
  }

  /** The share of right ones among those called so; 0 if none was. */
  public double precision(int label) {
    long called = 0;
    for (long[] row : counts) {
      called += row[label];
    }
    return called == 0 ? 0 : (double) counts[label][label] / called;
  }

  /** The share of those that are so that was found; NaN if none is. */
  public double recall(int label) {
    long support = support(label);
    return support == 0 ? Double.NaN : (double) counts[label][label] / support;
  }

  /** The harmonic mean of precision and recall; NaN if no element has the label. */
  public double f1(int label) {
    double recall = recall(label);
    double precision = precision(label);
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }

  /** The mean F1 over labels; NaN if fewer than two occur. */
  public double macroF1() {
    return macro(this::f1);
  }

  /** The mean recall over labels, also called balanced accuracy; NaN if fewer than two occur. */
  public double macroRecall() {
    return macro(this::recall);
  }

  private double macro(IntToDoubleFunction measure) {
    double sum = 0;
    int occurring = 0;
    for (int label = 0; label < counts.length; label++) {
      if (support(label) > 0) {
        sum += measure.applyAsDouble(label);
        occurring++;
      }
    }
    return occurring < 2 ? Double.NaN : sum / occurring;
  }
}
