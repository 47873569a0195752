package dev.weir.flink.fraud;

import dev.weir.flink.batch.BatchLimits;
import dev.weir.flink.stage.Opener;
import dev.weir.flink.stage.Stages;
import dev.weir.flink.state.OperatorMaker;
import dev.weir.scoring.FraudAlertWriter;
import dev.weir.scoring.FraudBatchScoring;
import dev.weir.scoring.FraudIntake;
import dev.weir.scoring.FraudLabelIntake;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.dedup.DuplicateWindow;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.stage.FraudItem;
import java.time.Duration;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;

/** The operators of the fraud job's stages. */
public final class FraudStages {

  private FraudStages() {}

  /** Bytes to payments; what cannot be read becomes a dead letter. Not keyed. */
  public static OneInputStreamOperatorFactory<RawRecord, FraudItem> intake(
      Opener<FraudIntake> intake) {
    return Stages.intake(intake, (open, record) -> FraudItem.ofPayment(open.read(record)));
  }

  /** Bytes to votes; what is about another task goes nowhere. Not keyed. */
  public static OneInputStreamOperatorFactory<RawRecord, FraudItem> labelIntake(
      Opener<FraudLabelIntake> intake) {
    return Stages.intake(intake, (open, record) -> FraudItem.ofVote(open.read(record), record));
  }

  /** Drops repeats inside the window; keyed by {@link FraudBuckets#byEvent}. */
  public static OneInputStreamOperatorFactory<FraudItem, FraudItem> duplicates(
      DuplicateWindow window) {
    return Stages.duplicates(window, FraudItem::request);
  }

  /**
   * Brings labels to their payments; keyed by {@link FraudBuckets#byEvent}.
   *
   * @param memory how long after it was made a payment can be found
   */
  public static OneInputStreamOperatorFactory<FraudItem, FraudItem> labels(Duration memory) {
    return new OperatorMaker<>(
        LabelOperator.class, parameters -> new LabelOperator(parameters, memory));
  }

  /**
   * Fills the columns of a party; keyed by {@link FraudBuckets#by} of it.
   *
   * @param retention how long after its last payment or label one is remembered
   */
  public static OneInputStreamOperatorFactory<FraudItem, FraudItem> histories(
      Party party, FraudSettings settings, Duration retention) {
    return new OperatorMaker<>(
        HistoryOperator.class,
        parameters -> new HistoryOperator(parameters, party, settings, retention));
  }

  /**
   * Scores in batches and raises alerts; keyed by {@link FraudBuckets#by} of the card.
   *
   * @param limits when a batch closes
   * @param alerts how they are grouped and graded
   */
  public static OneInputStreamOperatorFactory<FraudItem, OutboundRecord> scored(
      BatchLimits limits,
      AlertSettings alerts,
      Opener<FraudBatchScoring> scoring,
      Opener<FraudAlertWriter> writer) {
    return new OperatorMaker<>(
        FraudBatchOperator.class,
        parameters -> new FraudBatchOperator(parameters, limits, alerts, scoring, writer));
  }
}
