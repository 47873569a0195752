package dev.weir.scoring.alert;

import dev.weir.schemas.Decision;
import dev.weir.schemas.Severity;
import dev.weir.scoring.verdict.VerdictIds;

/**
 * Folds risky transactions and labels of one card into alerts. Pure: the same steps give the same
 * memory and alerts on every machine; time is the Kafka timestamp. Immutable, thread-safe.
 *
 * <pre>
 *   risky ──▶ OPEN ── further risky ones join; written again only when it becomes graver
 *               ├── genuine ──▶ CLOSED, card quiet for what is no graver
 *               ├── fraud ────▶ CONFIRMED: at least HIGH, one up, open for longer; no label closes it
 *               └── grouping passes ──▶ the next risky one opens another case
 * </pre>
 */
public final class CardAlerts {

  private final AlertSettings settings;

  public CardAlerts(AlertSettings settings) {
    this.settings = settings;
  }

  /** A transaction that was not approved. */
  public AlertStep risky(AlertMemory memory, RiskyPayment payment) {
    AlertCase last = memory.last();
    long at = payment.atMillis();
    if (last != null && last.holds(payment.eventId())) {
      return AlertStep.of(memory, AlertStep.Kind.IGNORED);
    }
    if (last != null && at < last.joinUntil()) {
      return joined(memory, last, payment);
    }
    if (memory.isQuiet(settings.severity(payment.expectedLoss()), at)) {
      return AlertStep.of(memory, AlertStep.Kind.QUIET);
    }
    String id = VerdictIds.ofAlert(payment.cardId(), payment.eventId());
    return written(memory, AlertCase.open(id, payment, settings), at, AlertStep.Kind.RAISED);
  }

  private AlertStep joined(AlertMemory memory, AlertCase last, RiskyPayment payment) {
    Severity severity =
        graver(last.severity(), settings.severity(last.loss() + payment.expectedLoss()));
    boolean declined =
        payment.decision() == Decision.DECLINE && last.decision() != Decision.DECLINE;
    if (severity == last.severity() && !declined) {
      return AlertStep.of(
          memory.with(last.suppressing(payment), payment.atMillis()), AlertStep.Kind.SUPPRESSED);
    }
    return written(
        memory, last.raisedBy(payment, severity), payment.atMillis(), AlertStep.Kind.UPDATED);
  }

  /**
   * A label of one transaction of the card.
   *
   * @param fraud false: somebody says that it is genuine
   * @param atMillis Kafka timestamp of the label
   */
  public AlertStep labelled(AlertMemory memory, String eventId, boolean fraud, long atMillis) {
    AlertCase last = memory.last();
    if (last == null || !last.holds(eventId) || last.confirmed()) {
      return AlertStep.of(memory, AlertStep.Kind.IGNORED);
    }
    if (fraud) {
      Severity severity = graver(Severity.HIGH, oneUp(last.severity()));
      return written(
          memory, last.confirmed(atMillis, severity, settings), atMillis, AlertStep.Kind.UPDATED);
    }
    return AlertStep.of(
        new AlertMemory(
            last.closed(),
            Math.max(memory.quietUntil(), atMillis + settings.quiet().toMillis()),
            last.severity(),
            Math.max(memory.lastMillis(), atMillis)),
        AlertStep.Kind.CLOSED);
  }

  private static AlertStep written(
      AlertMemory memory, AlertCase changed, long atMillis, AlertStep.Kind kind) {
    return new AlertStep(memory.with(changed, atMillis), kind, changed.alert());
  }

  private static Severity graver(Severity a, Severity b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Severity oneUp(Severity severity) {
    return switch (severity) {
      case LOW -> Severity.MEDIUM;
      case MEDIUM -> Severity.HIGH;
      case HIGH, CRITICAL -> Severity.CRITICAL;
    };
  }
}
