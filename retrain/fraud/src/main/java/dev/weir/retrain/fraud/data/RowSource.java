package dev.weir.retrain.fraud.data;

import dev.weir.scoring.fraud.FraudReplay;
import dev.weir.scoring.fraud.FraudSettings;

/** Where the rows of payments come from; it remembers what it was told. */
public interface RowSource {

  /**
   * The row of the next payment, after all labels that were known by then: {@code
   * float[FraudFeature.count()]}.
   */
  float[] next(LabelledPayment payment);

  /** Tells that a payment was fraud, to be seen from {@code knownAt} on. */
  void fraud(LabelledPayment payment, long knownAt);

  /** Rows of the offline path. */
  static RowSource replay(FraudSettings settings) {
    FraudReplay replay = new FraudReplay(settings);
    return new RowSource() {
      @Override
      public float[] next(LabelledPayment payment) {
        return replay.next(payment.payment());
      }

      @Override
      public void fraud(LabelledPayment payment, long knownAt) {
        replay.label(payment.payment(), knownAt, true);
      }
    };
  }
}
