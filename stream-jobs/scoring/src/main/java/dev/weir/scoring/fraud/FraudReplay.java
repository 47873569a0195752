package dev.weir.scoring.fraud;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Payments with their histories in memory, for training and evaluation: the features as a stream
 * would have computed them, labels arriving when they became known. Not thread-safe.
 */
public final class FraudReplay {
  private final FraudFeatures features;
  private final Map<String, CardHistory> cards = new HashMap<>();
  private final Map<String, PartyHistory> terminals = new HashMap<>();
  private final Map<String, PartyHistory> merchants = new HashMap<>();
  private final Map<String, PartyHistory> devices = new HashMap<>();
  private final PriorityQueue<PendingLabel> pending =
      new PriorityQueue<>(Comparator.comparingLong(PendingLabel::knownAt));

  private record PendingLabel(Payment payment, long knownAt, boolean fraud) {}

  public FraudReplay(FraudSettings settings) {
    features = new FraudFeatures(settings);
  }

  /** The row of a payment, after all labels that were known by then. */
  public float[] next(Payment payment) {
    while (!pending.isEmpty() && pending.element().knownAt() <= payment.occurredAt()) {
      fold(pending.remove());
    }
    float[] row = new float[FraudFeature.count()];
    features.card(payment, card(payment.cardId()), row);
    features.terminal(payment, party(terminals, payment.terminalId()), row);
    features.merchant(payment, orNull(merchants, payment.merchantId()), row);
    features.device(payment, orNull(devices, payment.deviceId()), row);
    return row;
  }

  /** Tells the label of a payment, to be seen from {@code knownAt} on. */
  public void label(Payment payment, long knownAt, boolean fraud) {
    pending.add(new PendingLabel(payment, knownAt, fraud));
  }

  private void fold(PendingLabel label) {
    Payment payment = label.payment();
    long at = payment.occurredAt();
    long known = label.knownAt();
    boolean fraud = label.fraud();
    features.label(at, known, fraud, card(payment.cardId()));
    features.label(at, known, fraud, party(terminals, payment.terminalId()));
    if (payment.merchantId() != null) {
      features.label(at, known, fraud, party(merchants, payment.merchantId()));
    }
    if (payment.deviceId() != null) {
      features.label(at, known, fraud, party(devices, payment.deviceId()));
    }
  }

  private CardHistory card(String id) {
    return cards.computeIfAbsent(id, none -> new CardHistory());
  }

  private PartyHistory party(Map<String, PartyHistory> parties, String id) {
    return parties.computeIfAbsent(id, none -> features.newParty());
  }

  private @Nullable PartyHistory orNull(Map<String, PartyHistory> parties, @Nullable String id) {
    return id == null ? null : party(parties, id);
  }
}
