package dev.weir.scoring.fraud;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * What the features depend on besides the payments. A model must be served with the settings it was
 * trained with.
 *
 * @param labelDelay after how long a payment without a fraud label counts as genuine
 * @param zone in which night and weekend are told
 */
public record FraudSettings(Duration labelDelay, ZoneId zone) implements Serializable {

  private static final long serialVersionUID = 1L;

  public FraudSettings {
    if (labelDelay.isNegative() || labelDelay.toDays() > 60) {
      throw new IllegalArgumentException(
          "label delay " + labelDelay + " is not within 0 to 60 days; give the usual delay");
    }
  }

  /** How far back features look: the longest window, what comes late, and the delay of labels. */
  public Duration horizon() {
    return Duration.ofMillis(Windows.DAYS_30 + Windows.LATENESS).plus(labelDelay);
  }

  /** Seven days, UTC: as in the Fraud Detection Handbook. */
  public static FraudSettings defaults() {
    return new FraudSettings(Duration.ofDays(7), ZoneOffset.UTC);
  }
}
