package dev.weir.retrain.backtest;

import dev.weir.schemas.Decision;
import dev.weir.schemas.Reason;
import dev.weir.scoring.OfflineFraudScoring.Answer.Judged;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.fraud.Payment;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A transaction that counts, with what would have been decided on it. Confined to one thread. */
final class JudgedPayment {

  private final String eventId;
  private final long occurredAt;
  private final double amount;
  private final float risk;
  private final Decision would;
  private final String policy;
  private final List<String> rules;
  private final Set<String> shadow;
  private @Nullable Recorded happened;

  JudgedPayment(FraudRequest request, Judged judged) {
    Payment payment = request.event().payment();
    eventId = request.eventId();
    occurredAt = payment.occurredAt();
    amount = payment.amount() / Payment.UNIT;
    risk = judged.risk();
    would = judged.decision().decision();
    policy = judged.decision().policy();
    rules = judged.decision().reasons().stream().map(Reason::getRule).distinct().toList();
    shadow = judged.shadowHits();
  }

  String eventId() {
    return eventId;
  }

  long occurredAt() {
    return occurredAt;
  }

  double amount() {
    return amount;
  }

  float risk() {
    return risk;
  }

  Decision would() {
    return would;
  }

  String policy() {
    return policy;
  }

  List<String> rules() {
    return rules;
  }

  Set<String> shadow() {
    return shadow;
  }

  /** What happened; null if no verdict was recorded. */
  @Nullable Recorded happened() {
    return happened;
  }

  /** The first verdict is the one that was acted on. */
  void happened(Recorded verdict) {
    if (happened == null) {
      happened = verdict;
    }
  }
}
