package dev.weir.scoring.fraud;

/** The columns of distance and speed. Thread-safe. */
final class CardPlaces {
  private static final double EARTH_RADIUS_KM = 6371.0088;
  private static final double MICRO = 1e6;

  /** Fills the columns and moves the card to the place of the payment. */
  void fill(Payment payment, CardHistory card, float[] row) {
    double last = Double.NaN;
    double speed = Double.NaN;
    double home = Double.NaN;
    long now = payment.occurredAt();
    if (payment.hasPlace() && card.places > 0 && now >= card.placeAt) {
      last = kilometres(card.latitude, card.longitude, payment.latitude(), payment.longitude());
      speed = last / (Math.max(1, CardFeatures.seconds(now - card.placeAt)) / 3600);
      home =
          kilometres(
              card.latitudeSum / MICRO / card.places,
              card.longitudeSum / MICRO / card.places,
              payment.latitude(),
              payment.longitude());
    }
    row[FraudFeature.CARD_DISTANCE_LAST.index()] = (float) last;
    row[FraudFeature.CARD_SPEED.index()] = (float) speed;
    row[FraudFeature.CARD_DISTANCE_HOME.index()] = (float) home;
    if (payment.hasPlace()) {
      card.places++;
      card.latitudeSum += Math.round(payment.latitude() * MICRO);
      card.longitudeSum += Math.round(payment.longitude() * MICRO);
      if (now >= card.placeAt) {
        card.placeAt = now;
        card.latitude = payment.latitude();
        card.longitude = payment.longitude();
      }
    }
  }

  /** Haversine formula; StrictMath, so that every machine gives the same bits. */
  static double kilometres(double fromLat, double fromLon, double toLat, double toLon) {
    double byLat = StrictMath.sin(StrictMath.toRadians(toLat - fromLat) / 2);
    double byLon = StrictMath.sin(StrictMath.toRadians(toLon - fromLon) / 2);
    double h =
        byLat * byLat
            + StrictMath.cos(StrictMath.toRadians(fromLat))
                * StrictMath.cos(StrictMath.toRadians(toLat))
                * byLon
                * byLon;
    return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1, Math.sqrt(h)));
  }
}
