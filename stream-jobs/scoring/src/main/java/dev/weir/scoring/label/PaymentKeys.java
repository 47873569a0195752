package dev.weir.scoring.label;

import dev.weir.scoring.fraud.Payment;
import org.jspecify.annotations.Nullable;

/**
 * Whose histories a payment is in. Immutable.
 *
 * @param occurredAt when the card was used, milliseconds since the epoch
 * @param merchantId null if unknown
 * @param deviceId null if unknown
 */
public record PaymentKeys(
    long occurredAt,
    String cardId,
    String terminalId,
    @Nullable String merchantId,
    @Nullable String deviceId) {

  /** Those of that payment. */
  public static PaymentKeys of(Payment payment) {
    return new PaymentKeys(
        payment.occurredAt(),
        payment.cardId(),
        payment.terminalId(),
        payment.merchantId(),
        payment.deviceId());
  }
}
