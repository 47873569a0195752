package dev.weir.scoring.event;

import dev.weir.schemas.CardTransaction;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.fraud.Payments;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What fraud scoring needs of a card transaction. Immutable.
 *
 * @param eventId unique, chosen by the producer
 * @param payment what features are made of
 * @param currency of the amount, an ISO 4217 code
 * @param merchantCategory trade of the merchant, null if unknown
 * @param country of the terminal, null if unknown
 * @param cardCountry of the issuing bank, null if unknown
 * @param entryMode how the card's data came, such as {@code chip}; null if unknown
 */
public record FraudEvent(
    String eventId,
    Payment payment,
    String currency,
    @Nullable String merchantCategory,
    @Nullable String country,
    @Nullable String cardCountry,
    @Nullable String entryMode) {

  /**
   * The event of a transaction that keeps to {@link PaymentLimits}.
   *
   * @throws ArithmeticException if the amount is beyond what features can hold
   */
  public static FraudEvent of(CardTransaction transaction) {
    return new FraudEvent(
        transaction.getEventId(),
        Payments.of(transaction),
        transaction.getCurrency(),
        transaction.getMerchantCategory(),
        transaction.getCountry(),
        transaction.getCardCountry(),
        transaction.getEntryMode() == null
            ? null
            : transaction.getEntryMode().name().toLowerCase(Locale.ROOT));
  }
}
