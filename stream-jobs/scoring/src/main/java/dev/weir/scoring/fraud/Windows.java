package dev.weir.scoring.fraud;

import java.time.Duration;

/** Lengths of time in milliseconds. */
final class Windows {
  static final long MINUTES_10 = Duration.ofMinutes(10).toMillis();
  static final long HOUR = Duration.ofHours(1).toMillis();
  static final long DAY = Duration.ofDays(1).toMillis();
  static final long DAYS_7 = 7 * DAY;
  static final long DAYS_14 = 14 * DAY;
  static final long DAYS_30 = 30 * DAY;

  /** How far out of order an event may come and still find its longest window whole. */
  static final long LATENESS = DAY;

  private Windows() {}
}
