package dev.weir.retrain.evaluate.risk;

import java.util.Map;

/**
 * What a model said about payments, and what they were. Confined to who made it: the arrays are not
 * copied and must not be changed.
 *
 * @param risk probability of fraud of each payment
 * @param fraud whether each was
 * @param day of each, counted from any day
 * @param card of each, by number
 * @param slices by name, the group of each payment
 */
@SuppressWarnings("ArrayRecordComponent") // made once; nobody compares them
public record RiskPredictions(
    double[] risk, boolean[] fraud, int[] day, long[] card, Map<String, String[]> slices) {
  public RiskPredictions {
    slices = Map.copyOf(slices);
    if (risk.length != fraud.length || risk.length != day.length || risk.length != card.length) {
      throw new IllegalArgumentException(
          "risks, labels, days and cards differ in number: %d, %d, %d, %d"
              .formatted(risk.length, fraud.length, day.length, card.length));
    }
  }
}
