package dev.weir.retrain.fraud.protocol;

import dev.weir.retrain.evaluate.metric.BinaryRanking;
import dev.weir.retrain.evaluate.metric.CardPrecision;
import dev.weir.retrain.fraud.data.PaymentRows;

/**
 * The three measures of the protocol.
 *
 * @param auc area under the ROC curve
 * @param averagePrecision of transactions
 * @param cardPrecision at {@value #CARDS} cards a day
 */
public record Figures(double auc, double averagePrecision, double cardPrecision) {
  /** Cards that are looked at a day. */
  public static final int CARDS = 100;

  /** The measures of scores of some rows. */
  public static Figures of(PaymentRows rows, int[] test, float[] scores) {
    double[] score = new double[test.length];
    boolean[] fraud = new boolean[test.length];
    int[] day = new int[test.length];
    long[] card = new long[test.length];
    for (int i = 0; i < test.length; i++) {
      score[i] = scores[i];
      fraud[i] = rows.isFraud(test[i]);
      day[i] = rows.day(test[i]);
      card[i] = rows.card(test[i]);
    }
    BinaryRanking ranking = BinaryRanking.of(score, fraud);
    return new Figures(
        ranking.rocAuc(),
        ranking.averagePrecision(),
        CardPrecision.atK(day, card, score, fraud, CARDS));
  }

  /** The sum of the three: what a search raises. */
  public double sum() {
    return auc + averagePrecision + cardPrecision;
  }
}
