package dev.weir.scoring.alert;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The last case of a card, open or not. Immutable.
 *
 * @param alert as it was written last, but for the count of suppressed transactions
 * @param joinUntil Kafka timestamp until which further transactions join
 * @param loss expected loss of all its transactions, in units of the currency
 * @param confirmed whether somebody called one of its transactions fraud
 */
record AlertCase(FraudAlert alert, long joinUntil, double loss, boolean confirmed) {

  /** Ids of transactions that a case keeps; those that join later are only counted. */
  static final int MOST_EVENTS = 16;

  boolean holds(String eventId) {
    return alert.getEventIds().contains(eventId);
  }

  /** A case that begins with that transaction. */
  static AlertCase open(String alertId, RiskyPayment payment, AlertSettings settings) {
    Instant now = Instant.ofEpochMilli(payment.scoredAt());
    long until = payment.atMillis() + settings.grouping().toMillis();
    return new AlertCase(
        new FraudAlert(
            alertId,
            payment.eventId(),
            Instant.ofEpochMilli(payment.occurredAt()),
            payment.verdictId(),
            payment.cardId(),
            settings.severity(payment.expectedLoss()),
            payment.risk(),
            payment.decision(),
            List.of(payment.eventId()),
            0,
            now,
            now,
            Instant.ofEpochMilli(until),
            CaseReasons.merge(List.of(), payment.reasons()),
            payment.model(),
            payment.policyVersion()),
        until,
        payment.expectedLoss(),
        false);
  }

  /** The case with one more transaction, which did not change the alert. */
  AlertCase suppressing(RiskyPayment payment) {
    FraudAlert next = joined(payment).setSuppressed(alert.getSuppressed() + 1).build();
    return new AlertCase(next, joinUntil, loss + payment.expectedLoss(), confirmed);
  }

  /** The case with one more transaction, which made it graver. */
  AlertCase raisedBy(RiskyPayment payment, Severity severity) {
    FraudAlert next =
        joined(payment)
            .setEventId(payment.eventId())
            .setVerdictId(payment.verdictId())
            .setOccurredAt(Instant.ofEpochMilli(payment.occurredAt()))
            .setDecision(payment.decision())
            .setSeverity(severity)
            .setRaisedAt(Instant.ofEpochMilli(payment.scoredAt()))
            .setModel(payment.model())
            .setPolicyVersion(payment.policyVersion())
            .build();
    return new AlertCase(next, joinUntil, loss + payment.expectedLoss(), confirmed);
  }

  private FraudAlert.Builder joined(RiskyPayment payment) {
    List<String> ids = new ArrayList<>(alert.getEventIds());
    if (ids.size() < MOST_EVENTS) {
      ids.add(payment.eventId());
    }
    return FraudAlert.newBuilder(alert)
        .setEventIds(ids)
        .setRisk(Math.max(alert.getRisk(), payment.risk()))
        .setReasons(CaseReasons.merge(alert.getReasons(), payment.reasons()));
  }

  /** The case after one of its transactions turned out to be fraud. */
  AlertCase confirmed(long atMillis, Severity severity, AlertSettings settings) {
    long until = Math.max(joinUntil, atMillis + settings.confirmed().toMillis());
    FraudAlert next =
        FraudAlert.newBuilder(alert)
            .setSeverity(severity)
            .setRaisedAt(Instant.ofEpochMilli(atMillis))
            .setSuppressedUntil(Instant.ofEpochMilli(until))
            .build();
    return new AlertCase(next, until, loss, true);
  }

  /** The case, to be joined no more. */
  AlertCase closed() {
    return new AlertCase(alert, Long.MIN_VALUE, loss, confirmed);
  }

  Severity severity() {
    return alert.getSeverity();
  }

  Decision decision() {
    return alert.getDecision();
  }
}
