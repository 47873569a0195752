package dev.weir.scoring.fraud;

import org.jspecify.annotations.Nullable;

/**
 * What the features need to know of a card transaction. Immutable.
 *
 * @param occurredAt when the card was used, milliseconds since the epoch
 * @param amount in ten-thousandths of the unit of its currency; may be zero or negative (a refund)
 * @param cardId token of the card
 * @param terminalId terminal or payment page
 * @param merchantId merchant, null if unknown
 * @param deviceId device of the payer, null if unknown
 * @param online whether it was paid on a web page or in an app; null if unknown
 * @param abroad whether terminal and issuing bank are in different countries; null if unknown
 * @param latitude of the place, degrees; NaN if unknown
 * @param longitude of the place, degrees; NaN if unknown
 */
public record Payment(
    long occurredAt,
    long amount,
    String cardId,
    String terminalId,
    @Nullable String merchantId,
    @Nullable String deviceId,
    @Nullable Boolean online,
    @Nullable Boolean abroad,
    double latitude,
    double longitude) {
  /** Ten-thousandths in a unit of currency. */
  public static final double UNIT = 10_000;

  /** A payment of which only time, amount, card and terminal are known. */
  public static Payment of(long occurredAt, long amount, String cardId, String terminalId) {
    return new Payment(
        occurredAt, amount, cardId, terminalId, null, null, null, null, Double.NaN, Double.NaN);
  }

  boolean hasPlace() {
    return !Double.isNaN(latitude) && !Double.isNaN(longitude);
  }
}
