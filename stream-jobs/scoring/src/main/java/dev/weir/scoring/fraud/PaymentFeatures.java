package dev.weir.scoring.fraud;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** The columns that need no history. Thread-safe. */
final class PaymentFeatures {
  private static final int LAST_HOUR_OF_NIGHT = 6;

  private final ZoneId zone;

  PaymentFeatures(ZoneId zone) {
    this.zone = zone;
  }

  void fill(Payment payment, float[] row) {
    ZonedDateTime time = Instant.ofEpochMilli(payment.occurredAt()).atZone(zone);
    DayOfWeek day = time.getDayOfWeek();
    row[FraudFeature.AMOUNT.index()] = (float) (payment.amount() / Payment.UNIT);
    row[FraudFeature.HOUR.index()] = time.getHour();
    row[FraudFeature.IS_NIGHT.index()] = time.getHour() <= LAST_HOUR_OF_NIGHT ? 1 : 0;
    row[FraudFeature.IS_WEEKEND.index()] =
        day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 1 : 0;
    row[FraudFeature.IS_ONLINE.index()] = flag(payment.online());
    row[FraudFeature.IS_ABROAD.index()] = flag(payment.abroad());
  }

  private static float flag(@Nullable Boolean value) {
    return value == null ? Float.NaN : value ? 1 : 0;
  }
}
