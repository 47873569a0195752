package dev.weir.streams.fraud;

import dev.weir.schemas.FraudAlert;
import dev.weir.scoring.FraudAlertWriter;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.FraudScoringConfig;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.streams.batch.ScoringPool;

/**
 * What one stream thread decides payments with; its tasks share it. Confined to that thread.
 *
 * @param intake decodes and checks
 * @param scoring scores and decides
 * @param alerts makes records of alerts
 */
record FraudThread(ItemIntake intake, FraudBatchScoring scoring, Alerts alerts)
    implements ScoringPool.Parts {

  /** Makes records of alerts; {@link FraudAlertWriter} outside of tests. */
  interface Alerts extends AutoCloseable {

    OutboundRecord write(FraudAlert alert) throws InterruptedException;

    @Override
    default void close() {}
  }

  /** Opens the parts of that configuration. */
  static FraudThread open(FraudScoringConfig config) throws InterruptedException {
    FraudBatchScoring scoring = FraudBatchScoring.open(config);
    try {
      return new FraudThread(ItemIntake.open(config), scoring, alerts(config));
    } catch (InterruptedException | RuntimeException e) {
      scoring.close();
      throw e;
    }
  }

  private static Alerts alerts(FraudScoringConfig config) throws InterruptedException {
    FraudAlertWriter writer = FraudAlertWriter.open(config);
    return new Alerts() {
      @Override
      public OutboundRecord write(FraudAlert alert) throws InterruptedException {
        return writer.write(alert);
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }

  @Override
  public void close() {
    try (intake;
        alerts) {
      scoring.close();
    }
  }
}
