package dev.weir.scoring.drift;

import java.util.Arrays;

/**
 * Share of right answers, estimated from the scores alone, before there are labels. The confidence
 * of an answer is the probability of its label. Three estimates; docs/drift.md has how far each was
 * off on the data sets at hand:
 *
 * <ul>
 *   <li>average confidence: right for a model that is as well calibrated on the window as where it
 *       was calibrated (D. Hendrycks and K. Gimpel, 2017);
 *   <li>difference of confidences: accuracy on labelled rows, less what the mean confidence has
 *       fallen since (D. Guillory and others, Predicting with confidence on unseen distributions,
 *       2021);
 *   <li>average thresholded confidence: share of answers above the confidence that, on labelled
 *       rows, as many answers exceeded as were right (S. Garg and others, Leveraging unlabeled data
 *       to predict out-of-distribution performance, 2022).
 * </ul>
 *
 * Stateless.
 */
public final class AccuracyEstimate {

  private AccuracyEstimate() {}

  /**
   * What is known from labelled rows that the model did not learn from.
   *
   * @param rows how many
   * @param accuracy share of right answers among them, from 0 to 1
   * @param confidence mean confidence of the answers
   * @param threshold confidence that a share {@code accuracy} of the answers exceeds
   */
  public record Known(long rows, double accuracy, double confidence, double threshold) {

    public Known {
      if (rows < 1 || !(accuracy >= 0 && accuracy <= 1) || !(confidence > 0 && confidence <= 1)) {
        throw new IllegalArgumentException(
            "accuracy of the reference: expected 1 row or more and shares from 0 to 1; got "
                + rows
                + ", "
                + accuracy
                + " and "
                + confidence);
      }
    }

    /**
     * Of labelled rows.
     *
     * @param confidences of the answers; sorted by this call
     * @param right how many of the answers were right
     * @throws IllegalArgumentException without rows
     */
    public static Known of(double[] confidences, long right) {
      Arrays.sort(confidences);
      int rows = confidences.length;
      double sum = 0;
      for (double confidence : confidences) {
        sum += confidence;
      }
      int wrong = (int) Math.max(0, Math.min(rows - 1, rows - right));
      return new Known(
          rows, (double) right / Math.max(1, rows), sum / Math.max(1, rows), confidences[wrong]);
    }
  }

  /** Average confidence; NaN without answers. */
  public static double averageConfidence(Histogram confidences) {
    return confidences.mean();
  }

  /** Difference of confidences; NaN without answers. */
  public static double differenceOfConfidences(Known known, Histogram confidences) {
    return clamp(known.accuracy() - (known.confidence() - confidences.mean()));
  }

  /**
   * Average thresholded confidence, a bucket of the histogram split as if its values lay evenly;
   * NaN without answers.
   */
  public static double thresholdedConfidence(Known known, Histogram confidences) {
    int at = Scale.PROBABILITY.bucket(known.threshold());
    double above = 0;
    for (int bucket = at + 1; bucket < Scale.PROBABILITY.buckets(); bucket++) {
      above += confidences.count(bucket);
    }
    double from = Scale.leastProbability(at);
    double to = at + 1 == Scale.PROBABILITY.buckets() ? 1 : Scale.leastProbability(at + 1);
    above += confidences.count(at) * clamp((to - known.threshold()) / (to - from));
    return above / confidences.total();
  }

  private static double clamp(double share) {
    return Math.max(0, Math.min(1, share));
  }
}
