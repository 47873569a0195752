package dev.weir.scoring.fraud;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.EntryMode;
import dev.weir.schemas.GeoPoint;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Payments as Kafka carries them. Stateless. */
public final class Payments {
  private static final int SCALE = 4;

  private Payments() {}

  /**
   * The payment of a transaction. Amounts are taken as they are: a stream with several currencies
   * has to be converted to one before.
   *
   * @throws ArithmeticException if the amount has more than four decimal places or is beyond 922
   *     million million
   */
  public static Payment of(CardTransaction event) {
    @Nullable GeoPoint place = event.getLocation();
    return new Payment(
        event.getOccurredAt().toEpochMilli(),
        units(event.getAmount()),
        event.getCardId(),
        event.getTerminalId(),
        event.getMerchantId(),
        event.getDeviceId(),
        online(event.getEntryMode() == null ? null : event.getEntryMode().name()),
        abroad(event.getCountry(), event.getCardCountry()),
        place == null ? Double.NaN : place.getLatitude(),
        place == null ? Double.NaN : place.getLongitude());
  }

  /** An amount in ten-thousandths. */
  public static long units(BigDecimal amount) {
    return amount.movePointRight(SCALE).longValueExact();
  }

  /** Whether a way of entry (a name of {@link EntryMode}) is online; null if it is not known. */
  public static @Nullable Boolean online(@Nullable String mode) {
    if (mode == null || mode.equals(EntryMode.OTHER.name())) {
      return null;
    }
    return mode.equals(EntryMode.ONLINE.name()) || mode.equals(EntryMode.RECURRING.name());
  }

  /** Whether two countries differ; null if one of them is not known. */
  public static @Nullable Boolean abroad(@Nullable String country, @Nullable String home) {
    return (country == null || home == null) ? null : !country.equals(home);
  }
}
