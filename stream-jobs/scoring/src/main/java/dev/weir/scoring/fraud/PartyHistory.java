package dev.weir.scoring.fraud;

import java.io.IOException;

/**
 * What is remembered of one terminal, merchant or device. Changed only by {@link FraudFeatures};
 * not thread-safe.
 *
 * <p>Bounded: at most {@value #MAX_PAYMENTS} entries of 28 bytes for the payments of the last 31
 * days and the delay of labels, and {@value #MAX_FRAUDS} of 24 bytes for known frauds: 5 KiB at
 * most. Bytes written: as a rule 16 an entry.
 */
public final class PartyHistory {
  static final int MAX_PAYMENTS = 128;
  static final int MAX_FRAUDS = 64;
  private static final byte LAYOUT = 2;

  final AmountLog payments;
  final FraudLog frauds;

  /**
   * @param labelDelayMillis the delay of {@link FraudSettings}
   */
  public PartyHistory(long labelDelayMillis) {
    long horizon = Windows.DAYS_30 + Windows.LATENESS + labelDelayMillis;
    payments = new AmountLog(MAX_PAYMENTS, horizon);
    frauds = new FraudLog(MAX_FRAUDS, horizon);
  }

  /** The bytes of this history, in a versioned layout. */
  public byte[] toBytes() {
    HistoryOut out = new HistoryOut(32 + 16 * payments.size() + 24 * frauds.size());
    out.writeByte(LAYOUT);
    payments.write(out);
    frauds.write(out);
    return out.toBytes();
  }

  /**
   * The history whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of a newer layout
   */
  public static PartyHistory ofBytes(byte[] bytes, long labelDelayMillis) {
    PartyHistory party = new PartyHistory(labelDelayMillis);
    HistoryIn in = new HistoryIn(bytes);
    try {
      requireLayout("terminal, merchant or device", LAYOUT, in.readByte());
      party.payments.read(in);
      party.frauds.read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "history of a terminal, merchant or device: " + e.getMessage(), e);
    }
    return party;
  }

  static void requireLayout(String what, byte known, byte found) throws IOException {
    if (found != known) {
      throw new IOException(
          "history of a %s has layout %d, this version reads %d; start with the version that wrote it"
              .formatted(what, found, known));
    }
  }
}
