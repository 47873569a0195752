package dev.weir.retrain.evaluate.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * Card precision at k, the measure of the Fraud Detection Handbook (chapter 4): investigators look
 * at k cards a day.
 *
 * <p>Each day, every card has the highest score of its transactions of that day and is compromised
 * if any of these is fraud. The k cards of the highest score are looked at; the share of
 * compromised ones, always divided by k, is the day's value, also where there are fewer than k
 * cards. A compromised card that was found is blocked: its transactions of later days are left out.
 * The result is the mean over the days. Cards of equal score are taken by their number. Stateless.
 */
public final class CardPrecision {
  private CardPrecision() {}

  /** The mean over the days; NaN without transactions. */
  public static double atK(int[] day, long[] card, double[] score, boolean[] fraud, int k) {
    return DoubleStream.of(daily(day, card, score, fraud, k)).average().orElse(Double.NaN);
  }

  /**
   * The value of each day, in the order of days.
   *
   * @param day of each transaction
   * @param card of each transaction
   * @param score of each transaction
   * @param fraud whether each transaction is
   * @param k cards a day
   */
  public static double[] daily(int[] day, long[] card, double[] score, boolean[] fraud, int k) {
    if (day.length != card.length || day.length != score.length || day.length != fraud.length) {
      throw new IllegalArgumentException(
          "days, cards, scores and labels differ in number: %d, %d, %d, %d"
              .formatted(day.length, card.length, score.length, fraud.length));
    }
    if (k < 1) {
      throw new IllegalArgumentException("k must be 1 or more, was " + k);
    }
    Map<Integer, Map<Long, Card>> days = new TreeMap<>();
    for (int i = 0; i < day.length; i++) {
      days.computeIfAbsent(day[i], d -> new HashMap<>())
          .merge(card[i], new Card(card[i], score[i], fraud[i]), Card::with);
    }
    Set<Long> found = new HashSet<>();
    double[] values = new double[days.size()];
    int at = 0;
    for (Map<Long, Card> cards : days.values()) {
      List<Card> suspects = new ArrayList<>(cards.values());
      suspects.removeIf(suspect -> found.contains(suspect.number()));
      suspects.sort(
          Comparator.comparingDouble(Card::score).reversed().thenComparingLong(Card::number));
      int hits = 0;
      for (Card suspect : suspects.subList(0, Math.min(k, suspects.size()))) {
        if (suspect.compromised()) {
          found.add(suspect.number());
          hits++;
        }
      }
      values[at++] = (double) hits / k;
    }
    return values;
  }

  private record Card(long number, double score, boolean compromised) {
    Card with(Card other) {
      return new Card(number, Math.max(score, other.score), compromised || other.compromised);
    }
  }
}
