package dev.weir.retrain.learning.fraud;

import dev.weir.schemas.FraudVerdict;
import dev.weir.scoring.fraud.FraudFeature;
import java.util.Arrays;
import java.util.Map;

/**
 * A payment as its model saw it, and what became of it. Immutable by agreement.
 *
 * @param occurredAt milliseconds since the epoch
 * @param knownAt when the label was known, milliseconds since the epoch
 * @param labelled whether somebody said so; if not, nobody said otherwise in time
 * @param golden whether the label is known truth
 * @param weight how many payments it stands for
 * @param features in the order of {@link FraudFeature#index()}, NaN where one is missing
 */
@SuppressWarnings("ArrayRecordComponent") // many, and never compared
record PaymentRow(
    String eventId,
    String cardId,
    long occurredAt,
    long knownAt,
    boolean labelled,
    boolean fraud,
    boolean golden,
    int weight,
    float[] features) {

  /** The features of a verdict; those that it does not name are missing. */
  static float[] features(FraudVerdict verdict) {
    float[] row = new float[FraudFeature.count()];
    Arrays.fill(row, Float.NaN);
    for (Map.Entry<String, Float> value : verdict.getFeatures().entrySet()) {
      FraudFeature feature = FraudFeature.ofColumn(value.getKey());
      if (feature != null && value.getValue() != null) {
        row[feature.index()] = value.getValue();
      }
    }
    return row;
  }

  PaymentRow weighing(int payments) {
    return new PaymentRow(
        eventId, cardId, occurredAt, knownAt, labelled, fraud, golden, payments, features);
  }
}
