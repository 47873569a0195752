package dev.weir.scoring.fraud;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What is remembered of one card. Changed only by {@link FraudFeatures}; not thread-safe.
 *
 * <p>Bounded: at most {@value #MAX_PAYMENTS} entries of 28 bytes for the payments of the last 31
 * days, {@value #MAX_FRAUDS} of 24 bytes for known frauds, and 80 bytes: 7 KiB at most, 2 KiB for a
 * card used twice a day. Bytes written: about 17 an entry.
 */
public final class CardHistory {
  static final int MAX_PAYMENTS = 192;
  static final int MAX_FRAUDS = 32;
  private static final byte LAYOUT = 1;

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + 18 * payments.size());
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(LAYOUT);
      payments.write(out);
      frauds.write(out);
      Varints.write(out, firstAt);
      Varints.write(out, lifeCount);
      Varints.write(out, lifeSum);
      Varints.write(out, lifeLogSum);
      Varints.write(out, lifeLogSquares);
      Varints.write(out, placeAt);
      out.writeDouble(latitude);
      out.writeDouble(longitude);
      Varints.write(out, places);
      Varints.write(out, latitudeSum);
      Varints.write(out, longitudeSum);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The history whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of a newer layout
   */
  public static CardHistory ofBytes(byte[] bytes) {
    CardHistory card = new CardHistory();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      PartyHistory.requireLayout("card", LAYOUT, in.readByte());
      card.payments.read(in);
      card.frauds.read(in);
      card.firstAt = Varints.read(in);
      card.lifeCount = Varints.read(in);
      card.lifeSum = Varints.read(in);
      card.lifeLogSum = Varints.read(in);
      card.lifeLogSquares = Varints.read(in);
      card.placeAt = Varints.read(in);
      card.latitude = in.readDouble();
      card.longitude = in.readDouble();
      card.places = Varints.read(in);
      card.latitudeSum = Varints.read(in);
      card.longitudeSum = Varints.read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("history of a card: " + e.getMessage(), e);
    }
    return card;
  }
}
