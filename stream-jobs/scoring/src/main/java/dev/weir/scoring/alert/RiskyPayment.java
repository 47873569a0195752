package dev.weir.scoring.alert;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.FraudVerdict;
import dev.weir.schemas.ModelRef;
import dev.weir.scoring.fraud.Payment;
import java.util.List;

/**
 * A transaction that was not approved, with what alerts need of its verdict. Immutable.
 *
 * @param occurredAt when the card was used, milliseconds since the epoch
 * @param atMillis Kafka timestamp of the transaction
 * @param amount in units of the currency; a refund is negative
 * @param scoredAt when the verdict was made, milliseconds since the epoch
 */
public record RiskyPayment(
    String eventId,
    String verdictId,
    String cardId,
    long occurredAt,
    long atMillis,
    double amount,
    float risk,
    Decision decision,
    List<FraudReason> reasons,
    ModelRef model,
    String policyVersion,
    long scoredAt) {

  public RiskyPayment {
    reasons = List.copyOf(reasons);
  }

  /** That transaction, as its verdict saw it. */
  public static RiskyPayment of(FraudVerdict verdict, Payment payment) {
    return new RiskyPayment(
        verdict.getEventId(),
        verdict.getVerdictId(),
        verdict.getCardId(),
        payment.occurredAt(),
        verdict.getSource().getTimestamp().toEpochMilli(),
        payment.amount() / Payment.UNIT,
        verdict.getRisk(),
        verdict.getDecision(),
        verdict.getReasons(),
        verdict.getModel(),
        verdict.getPolicyVersion(),
        verdict.getScoredAt().toEpochMilli());
  }

  /** What is lost in the mean if it is let pass: risk times amount, 0 for a refund. */
  public double expectedLoss() {
    return risk * Math.max(0, amount);
  }
}
