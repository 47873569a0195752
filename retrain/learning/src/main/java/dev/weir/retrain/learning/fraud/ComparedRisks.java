package dev.weir.retrain.learning.fraud;

import dev.weir.retrain.evaluate.metric.BinaryRanking;
import dev.weir.retrain.evaluate.metric.Bootstrap;
import dev.weir.retrain.evaluate.metric.CardPrecision;
import dev.weir.retrain.evaluate.metric.Interval;
import dev.weir.retrain.evaluate.metric.Reliability;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Champion and challenger on the same payments. Confined to who made it.
 *
 * @param fraud whether each payment was
 * @param weights how many payments each stands for
 * @param cards number of the card of each
 * @param days of each, since the epoch
 * @param champion risks
 * @param challenger risks
 */
@SuppressWarnings("ArrayRecordComponent") // made once a run; nobody compares them
record ComparedRisks(
    boolean[] fraud,
    int[] weights,
    int[] cards,
    int[] days,
    double[] champion,
    double[] challenger) {
  static final String AVERAGE_PRECISION = "average_precision";
  static final String AUC = "auc";

  int rows() {
    return fraud.length;
  }

  int frauds() {
    return (int) IntStream.range(0, fraud.length).filter(i -> fraud[i]).count();
  }

  /** Whether each row is one payment, so that what a card did is all there. */
  boolean isWhole() {
    return Arrays.stream(weights).allMatch(weight -> weight == 1);
  }

  /** Average precision and area under the ROC curve of risks. */
  Map<String, Double> ranking(double[] risks) {
    BinaryRanking ranking = BinaryRanking.of(risks, fraud);
    return Map.of(
        AVERAGE_PRECISION, ranking.averagePrecision(weights), AUC, ranking.rocAuc(weights));
  }

  /**
   * Of the differences of both, challenger less champion. Cards are drawn, each with all its
   * payments, in pairs: what one card does hangs together.
   */
  Map<String, Interval> intervals(Bootstrap bootstrap, List<String> measures) {
    BinaryRanking old = BinaryRanking.of(champion, fraud);
    BinaryRanking young = BinaryRanking.of(challenger, fraud);
    Map<Integer, Integer> places = new HashMap<>();
    int[] place = new int[cards.length];
    for (int i = 0; i < cards.length; i++) {
      place[i] = places.computeIfAbsent(cards[i], card -> places.size());
    }
    return bootstrap.intervals(
        places.size(),
        drawn -> {
          int[] counts = new int[place.length];
          for (int i = 0; i < counts.length; i++) {
            counts[i] = drawn[place[i]] * weights[i];
          }
          Map<String, Double> differences = new HashMap<>();
          if (measures.contains(AVERAGE_PRECISION)) {
            differences.put(
                AVERAGE_PRECISION, young.averagePrecision(counts) - old.averagePrecision(counts));
          }
          if (measures.contains(AUC)) {
            differences.put(AUC, young.rocAuc(counts) - old.rocAuc(counts));
          }
          return differences;
        });
  }

  double calibrationError(double[] risks) {
    return Reliability.of(risks, fraud, Reliability.BINS, weights).expectedCalibrationError();
  }

  double cardPrecision(double[] risks, int k) {
    long[] numbers = Arrays.stream(cards).asLongStream().toArray();
    return CardPrecision.atK(days, numbers, risks, fraud, k);
  }

  /** Rows are truths, columns what a risk of a half and more calls fraud. */
  List<List<Long>> confusion(double[] risks) {
    long[][] table = new long[2][2];
    for (int i = 0; i < fraud.length; i++) {
      table[fraud[i] ? 1 : 0][called(risks[i]) ? 1 : 0] += weights[i];
    }
    return List.of(List.of(table[0][0], table[0][1]), List.of(table[1][0], table[1][1]));
  }

  static boolean called(double risk) {
    return risk >= 0.5;
  }

  /** Some of the rows. */
  ComparedRisks of(int[] rows) {
    boolean[] truth = new boolean[rows.length];
    int[] weight = new int[rows.length];
    int[] card = new int[rows.length];
    int[] day = new int[rows.length];
    double[] old = new double[rows.length];
    double[] young = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      truth[i] = fraud[rows[i]];
      weight[i] = weights[rows[i]];
      card[i] = cards[rows[i]];
      day[i] = days[rows[i]];
      old[i] = champion[rows[i]];
      young[i] = challenger[rows[i]];
    }
    return new ComparedRisks(truth, weight, card, day, old, young);
  }
}
