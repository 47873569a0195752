package dev.weir.scoring.fraud;

import java.io.IOException;

/**
 * What is remembered of one card. Changed only by {@link FraudFeatures}; not thread-safe.
 *
 * <p>Bounded: at most {@value #MAX_PAYMENTS} entries of 28 bytes for the payments of the last 31
 * days, {@value #MAX_FRAUDS} of 24 bytes for known frauds, and 80 bytes: 7 KiB at most, 2 KiB for a
 * card used twice a day. Bytes written: as a rule 16 an entry.
 */
public final class CardHistory {
  static final int MAX_PAYMENTS = 192;
  static final int MAX_FRAUDS = 32;
  private static final byte LAYOUT = 2;

  final AmountLog payments = new AmountLog(MAX_PAYMENTS, Windows.DAYS_30 + Windows.LATENESS);
  final FraudLog frauds = new FraudLog(MAX_FRAUDS, Windows.DAYS_30 + Windows.LATENESS);

  /** Time of the first payment, {@link Long#MAX_VALUE} before it. */
  long firstAt = Long.MAX_VALUE;

  /** All payments ever: how many, their sum, and the sums of their log amounts and its squares. */
  long lifeCount;

  long lifeSum;
  long lifeLogSum;
  long lifeLogSquares;

  /** The newest payment with a place: when and where. */
  long placeAt = Long.MIN_VALUE;

  double latitude = Double.NaN;
  double longitude = Double.NaN;

  /** All payments with a place: how many, and the sums of their micro-degrees. */
  long places;

  long latitudeSum;
  long longitudeSum;

  /** The bytes of this history, in a versioned layout. */
  public byte[] toBytes() {
    HistoryOut out = new HistoryOut(112 + 16 * payments.size() + 24 * frauds.size());
    out.writeByte(LAYOUT);
    payments.write(out);
    frauds.write(out);
    out.writeZigzag(firstAt);
    out.writeZigzag(lifeCount);
    out.writeZigzag(lifeSum);
    out.writeZigzag(lifeLogSum);
    out.writeZigzag(lifeLogSquares);
    out.writeZigzag(placeAt);
    out.writeDouble(latitude);
    out.writeDouble(longitude);
    out.writeZigzag(places);
    out.writeZigzag(latitudeSum);
    out.writeZigzag(longitudeSum);
    return out.toBytes();
  }

  /**
   * The history whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of a newer layout
   */
  public static CardHistory ofBytes(byte[] bytes) {
    CardHistory card = new CardHistory();
    HistoryIn in = new HistoryIn(bytes);
    try {
      PartyHistory.requireLayout("card", LAYOUT, in.readByte());
      card.payments.read(in);
      card.frauds.read(in);
      card.firstAt = in.readZigzag();
      card.lifeCount = in.readZigzag();
      card.lifeSum = in.readZigzag();
      card.lifeLogSum = in.readZigzag();
      card.lifeLogSquares = in.readZigzag();
      card.placeAt = in.readZigzag();
      card.latitude = in.readDouble();
      card.longitude = in.readDouble();
      card.places = in.readZigzag();
      card.latitudeSum = in.readZigzag();
      card.longitudeSum = in.readZigzag();
    } catch (IOException e) {
      throw new IllegalArgumentException("history of a card: " + e.getMessage(), e);
    }
    return card;
  }
}
