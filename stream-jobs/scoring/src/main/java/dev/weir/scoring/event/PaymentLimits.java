package dev.weir.scoring.event;

import dev.weir.engine.error.NearestName;
import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.GeoPoint;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a card transaction must keep to before its features are computed. Immutable.
 *
 * <p>An amount may be zero (a card that is only checked) or negative (a refund): features are
 * defined for both. It may not be larger either way than {@code maxAmount}.
 *
 * @param maxAmount largest amount, in units of the currency
 * @param maxIdChars most characters of any id or code
 * @param maxAhead how far {@code occurred_at} may lie after the Kafka timestamp; how far before is
 *     not limited, as a late payment still has to be judged (docs/decisions/0043)
 * @param currencies that are taken; empty for all of ISO 4217. Amounts are not converted: a model
 *     knows one currency
 */
public record PaymentLimits(
    BigDecimal maxAmount, int maxIdChars, Duration maxAhead, Set<String> currencies)
    implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final double MOST_LATITUDE = 90;
  private static final double MOST_LONGITUDE = 180;

  /** Codes of ISO 4217 that mean no currency and a test. */
  private static final Set<String> NO_MONEY = Set.of("XXX", "XTS");

  private static final Set<String> ISO_4217 =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .filter(code -> !NO_MONEY.contains(code))
          .collect(Collectors.toUnmodifiableSet());

  /** Ten thousand million: above any payment by card in any currency, below where sums overflow. */
  public static final PaymentLimits DEFAULT =
      new PaymentLimits(BigDecimal.valueOf(10_000_000_000L), 512, Duration.ofDays(1), Set.of());

  public PaymentLimits {
    currencies = Set.copyOf(currencies);
    if (maxAmount.signum() <= 0
        || maxAmount.compareTo(BigDecimal.valueOf(100_000_000_000L)) > 0
        || maxIdChars < 1
        || maxAhead.isNegative()) {
      throw new IllegalArgumentException(
          "payment limits need maxAmount above 0 and up to 100,000,000,000, maxIdChars of 1 or more"
              + " and maxAhead not negative; got "
              + maxAmount
              + ", "
              + maxIdChars
              + ", "
              + maxAhead);
    }
    for (String currency : currencies) {
      if (!ISO_4217.contains(currency)) {
        throw new IllegalArgumentException(
            "unknown currency '" + currency + "'" + NearestName.hint(currency, ISO_4217));
      }
    }
  }

  /** The same for these currencies alone. */
  public PaymentLimits withCurrencies(Set<String> taken) {
    return new PaymentLimits(maxAmount, maxIdChars, maxAhead, taken);
  }

  /**
   * Returns the transaction when it keeps to the limits.
   *
   * @param timestampMillis Kafka timestamp of its record; negative where it has none
   * @throws InvalidEventException naming the first field that does not
   */
  public CardTransaction check(CardTransaction transaction, long timestampMillis) {
    required("event_id", transaction.getEventId());
    required("card_id", transaction.getCardId());
    required("terminal_id", transaction.getTerminalId());
    length("merchant_id", transaction.getMerchantId());
    length("merchant_category", transaction.getMerchantCategory());
    length("country", transaction.getCountry());
    length("card_country", transaction.getCardCountry());
    length("device_id", transaction.getDeviceId());
    amount(transaction.getAmount());
    currency(transaction.getCurrency());
    place(transaction.getLocation());
    clock(transaction.getOccurredAt(), timestampMillis);
    return transaction;
  }

  private void required(String field, String id) {
    if (id.isBlank()) {
      throw new InvalidEventException(field + " is blank; expected an id");
    }
    length(field, id);
  }

  private void length(String field, @Nullable String id) {
    if (id != null && id.length() > maxIdChars) {
      throw new InvalidEventException(
          field + " has " + id.length() + " characters; expected at most " + maxIdChars);
    }
  }

  private void amount(BigDecimal amount) {
    // the digits are counted first: comparing a number of a million digits takes long
    if (amount.precision() - amount.scale() > maxAmount.precision() - maxAmount.scale()
        || amount.abs().compareTo(maxAmount) > 0) {
      throw new InvalidEventException(
          "amount has "
              + (amount.precision() - amount.scale())
              + " digits before the point; expected at most "
              + maxAmount.toPlainString()
              + " in units of the currency, either way; 12.5 means twelve and a half");
    }
  }

  private void currency(String code) {
    if (!ISO_4217.contains(code)) {
      throw new InvalidEventException(
          "currency '"
              + shown(code)
              + "' is unknown; expected an ISO 4217 code such as EUR, in capitals");
    }
    if (!currencies.isEmpty() && !currencies.contains(code)) {
      throw new InvalidEventException(
          "currency is "
              + code
              + "; this job takes "
              + List.copyOf(new TreeSet<>(currencies))
              + "; convert the amount before, or run a job with a model of that currency");
    }
  }

  private static String shown(String code) {
    return code.length() <= 8 ? code : code.substring(0, 8) + "…";
  }

  private static void place(@Nullable GeoPoint place) {
    if (place != null
        && !(Math.abs(place.getLatitude()) <= MOST_LATITUDE
            && Math.abs(place.getLongitude()) <= MOST_LONGITUDE)) {
      throw new InvalidEventException(
          "location is "
              + place.getLatitude()
              + ", "
              + place.getLongitude()
              + "; expected a latitude from -90 to 90 and a longitude from -180 to 180, or none");
    }
  }

  private void clock(Instant occurredAt, long timestampMillis) {
    if (timestampMillis < 0) {
      return;
    }
    Instant latest = Instant.ofEpochMilli(timestampMillis).plus(maxAhead);
    if (occurredAt.isAfter(latest)) {
      throw new InvalidEventException(
          "occurred_at is "
              + occurredAt
              + "; expected "
              + latest
              + " at the latest, "
              + maxAhead
              + " after the record's Kafka timestamp; set the producer's clock, milliseconds since"
              + " 1970 in UTC, and send the event again");
    }
  }
}
