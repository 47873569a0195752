package dev.weir.scoring;

import dev.weir.scoring.fraud.CardHistory;
import dev.weir.scoring.fraud.FraudFeatures;
import dev.weir.scoring.fraud.FraudSettings;
import dev.weir.scoring.fraud.PartyHistory;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.label.PartyLabel.Party;
import dev.weir.scoring.label.PaymentKeys;
import org.jspecify.annotations.Nullable;

/**
 * One stage of fraud features: what a payment or a label makes of the history of its card, or of
 * its terminal, merchant or device, histories being bytes that the binding keeps under {@link
 * #key}. Confined to one thread.
 */
public final class HistoryStage {

  private final Party party;
  private final long labelDelay;
  private final FraudFeatures features;

  /**
   * @param party whose histories
   */
  public HistoryStage(Party party, FraudSettings settings) {
    this.party = party;
    this.labelDelay = settings.labelDelay().toMillis();
    this.features = new FraudFeatures(settings);
  }

  /** Whose history a payment is in; null if it names no merchant or no device. */
  public static @Nullable String key(Party party, PaymentKeys keys) {
    return switch (party) {
      case CARD -> keys.cardId();
      case TERMINAL -> keys.terminalId();
      case MERCHANT -> keys.merchantId();
      case DEVICE -> keys.deviceId();
    };
  }

  /** The same of the payment itself. */
  public static @Nullable String key(Party party, Payment payment) {
    return switch (party) {
      case CARD -> payment.cardId();
      case TERMINAL -> payment.terminalId();
      case MERCHANT -> payment.merchantId();
      case DEVICE -> payment.deviceId();
    };
  }

  /**
   * Fills the columns of this stage.
   *
   * @param known the history so far, null for a new one
   * @param row {@code float[FraudFeature.count()]}; but for the stage of cards, that one has filled
   *     its own columns before
   * @return the history with the payment
   * @throws IllegalArgumentException if the bytes are no history, or of another version
   */
  public byte[] payment(Payment payment, byte @Nullable [] known, float[] row) {
    if (party == Party.CARD) {
      CardHistory card = card(known);
      features.card(payment, card, row);
      return card.toBytes();
    }
    PartyHistory history = other(known);
    switch (party) {
      case TERMINAL -> features.terminal(payment, history, row);
      case MERCHANT -> features.merchant(payment, history, row);
      default -> features.device(payment, history, row);
    }
    return history.toBytes();
  }

  /** Fills the columns of this stage for a payment that has no {@link #key} here. */
  public void missing(Payment payment, float[] row) {
    switch (party) {
      case MERCHANT -> features.merchant(payment, null, row);
      case DEVICE -> features.device(payment, null, row);
      default -> throw new IllegalArgumentException("every payment names a " + party);
    }
  }

  /**
   * Folds a label in.
   *
   * @param occurredAt when the payment was made
   * @param knownAt when the label was decided; payments before that do not see it
   * @param fraud false takes an earlier label back
   * @param known the history so far, null for a new one
   * @return the history with the label
   * @throws IllegalArgumentException if the bytes are no history, or of another version
   */
  public byte[] label(long occurredAt, long knownAt, boolean fraud, byte @Nullable [] known) {
    if (party == Party.CARD) {
      CardHistory card = card(known);
      features.label(occurredAt, knownAt, fraud, card);
      return card.toBytes();
    }
    PartyHistory history = other(known);
    features.label(occurredAt, knownAt, fraud, history);
    return history.toBytes();
  }

  private static CardHistory card(byte @Nullable [] known) {
    return known == null ? new CardHistory() : CardHistory.ofBytes(known);
  }

  private PartyHistory other(byte @Nullable [] known) {
    return known == null ? features.newParty() : PartyHistory.ofBytes(known, labelDelay);
  }
}
