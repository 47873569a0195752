package dev.weir.scoring.label;

import java.util.ArrayList;
import java.util.List;

/**
 * A label on its way to one history, to be folded in by {@link
 * dev.weir.scoring.fraud.FraudFeatures#label}. Immutable.
 *
 * @param key id of the card, terminal, merchant or device
 * @param eventId the transaction, for alerts
 * @param occurredAt when the payment was made
 * @param knownAt when the label was decided; payments before that do not see it
 * @param fraud false takes an earlier label back
 */
public record PartyLabel(
    Party party, String key, String eventId, long occurredAt, long knownAt, boolean fraud) {

  /** Whose history. */
  public enum Party {
    CARD,
    TERMINAL,
    MERCHANT,
    DEVICE
  }

  /** One label for each history that the payment is in. */
  static List<PartyLabel> all(PaymentKeys keys, FraudVote vote) {
    List<PartyLabel> labels = new ArrayList<>(4);
    labels.add(of(Party.CARD, keys.cardId(), keys, vote));
    labels.add(of(Party.TERMINAL, keys.terminalId(), keys, vote));
    String merchant = keys.merchantId();
    if (merchant != null) {
      labels.add(of(Party.MERCHANT, merchant, keys, vote));
    }
    String device = keys.deviceId();
    if (device != null) {
      labels.add(of(Party.DEVICE, device, keys, vote));
    }
    return labels;
  }

  private static PartyLabel of(Party party, String key, PaymentKeys keys, FraudVote vote) {
    long known = Math.max(keys.occurredAt(), vote.labelledAt());
    return new PartyLabel(party, key, vote.eventId(), keys.occurredAt(), known, vote.fraud());
  }
}
