package dev.weir.scoring.stage;

import dev.weir.schemas.FraudAlert;
import dev.weir.scoring.alert.AlertMemory;
import dev.weir.scoring.alert.AlertSettings;
import dev.weir.scoring.alert.AlertStep;
import dev.weir.scoring.alert.CardAlerts;
import dev.weir.scoring.alert.RiskyPayment;
import dev.weir.scoring.stage.FraudItem.Labelled;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The stage of alerts, behind the verdicts of a batch: first the payments of it that were not
 * approved, then the labels that came while it waited, so that a case holds the payment before its
 * label comes. Confined to one thread, as its book is.
 */
public final class AlertStage {

  private final CardAlerts alerts;
  private final AlertBook book;
  private final Consumer<AlertStep.Kind> counted;

  /**
   * @param counted told of each step
   */
  public AlertStage(AlertSettings settings, AlertBook book, Consumer<AlertStep.Kind> counted) {
    this.alerts = new CardAlerts(settings);
    this.book = book;
    this.counted = counted;
  }

  /** The alert of a payment that was not approved, null if there is none to be written. */
  public @Nullable FraudAlert risky(RiskyPayment payment) {
    return take(payment.cardId(), alerts.risky(remembered(payment.cardId()), payment));
  }

  /** The alert of a label, null if there is none to be written. */
  public @Nullable FraudAlert labelled(Labelled label) {
    String card = label.keys().cardId();
    return take(
        card, alerts.labelled(remembered(card), label.eventId(), label.fraud(), label.atMillis()));
  }

  private AlertMemory remembered(String card) {
    AlertMemory known = book.load(card);
    return known == null ? AlertMemory.empty() : known;
  }

  private @Nullable FraudAlert take(String card, AlertStep step) {
    counted.accept(step.kind());
    if (step.kind() != AlertStep.Kind.IGNORED && step.kind() != AlertStep.Kind.QUIET) {
      book.save(card, step.memory());
    }
    return step.alert();
  }
}
