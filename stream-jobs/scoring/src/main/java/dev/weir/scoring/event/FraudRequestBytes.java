package dev.weir.scoring.event;

import dev.weir.scoring.fraud.FraudFeature;
import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Requests as bytes, for the way from stage to stage and for what waits in a state: a version byte,
 * the record as it came, the event, and the row with 4 bytes a feature, to the bit. Nothing is
 * decoded a second time behind the intake. Stateless.
 */
public final class FraudRequestBytes {

  private static final int VERSION = 2;
  private static final int ABSENT = -1;

  private FraudRequestBytes() {}

  /** The bytes of a request. */
  public static byte[] of(FraudRequest request) {
    ByteArrayOutputStream bytes =
        new ByteArrayOutputStream(256 + request.origin().sizeInBytes() + 4 * request.row().length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(request, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The request whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of another version
   */
  public static FraudRequest read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("waiting transaction: " + e.getMessage(), e);
    }
  }

  /** Writes a request. */
  public static void write(FraudRequest request, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    RecordBytes.write(request.origin(), out);
    FraudEvent event = request.event();
    Payment payment = event.payment();
    out.writeUTF(event.eventId());
    out.writeLong(payment.occurredAt());
    out.writeLong(payment.amount());
    out.writeUTF(payment.cardId());
    out.writeUTF(payment.terminalId());
    writeText(payment.merchantId(), out);
    writeText(payment.deviceId(), out);
    writeFlag(payment.online(), out);
    writeFlag(payment.abroad(), out);
    out.writeDouble(payment.latitude());
    out.writeDouble(payment.longitude());
    out.writeUTF(event.currency());
    writeText(event.merchantCategory(), out);
    writeText(event.country(), out);
    writeText(event.cardCountry(), out);
    writeText(event.entryMode(), out);
    out.writeShort(request.row().length);
    for (float value : request.row()) {
      out.writeInt(Float.floatToRawIntBits(value));
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes are of another version, or of one with other features
   */
  public static FraudRequest read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "a transaction between stages has version "
              + version
              + ", this Weir reads "
              + VERSION
              + "; start the one that wrote it");
    }
    RawRecord origin = RecordBytes.readRaw(in);
    String eventId = in.readUTF();
    Payment payment =
        new Payment(
            in.readLong(),
            in.readLong(),
            in.readUTF(),
            in.readUTF(),
            readText(in),
            readText(in),
            readFlag(in),
            readFlag(in),
            in.readDouble(),
            in.readDouble());
    FraudEvent event =
        new FraudEvent(
            eventId, payment, in.readUTF(), readText(in), readText(in), readText(in), readText(in));
    return new FraudRequest(origin, event, readRow(in));
  }

  private static float[] readRow(DataInput in) throws IOException {
    int length = in.readUnsignedShort();
    if (length != FraudFeature.count()) {
      throw new IOException(
          "a transaction between stages has "
              + length
              + " features, this Weir has "
              + FraudFeature.count()
              + "; start the one that wrote it");
    }
    float[] row = new float[length];
    for (int i = 0; i < length; i++) {
      row[i] = Float.intBitsToFloat(in.readInt());
    }
    return row;
  }

  private static void writeText(@Nullable String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readText(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private static void writeFlag(@Nullable Boolean flag, DataOutput out) throws IOException {
    out.writeByte(flag == null ? ABSENT : flag ? 1 : 0);
  }

  private static @Nullable Boolean readFlag(DataInput in) throws IOException {
    byte flag = in.readByte();
    return flag == ABSENT ? null : Boolean.valueOf(flag == 1);
  }
}
