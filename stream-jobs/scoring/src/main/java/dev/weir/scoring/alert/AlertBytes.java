package dev.weir.scoring.alert;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Alert memories as bytes: a version byte, then the fields in their order. Some 600 bytes for a
 * case of one transaction, {@value AlertCase#MOST_EVENTS} ids and {@value CaseReasons#MOST} reasons
 * at the most. Stateless.
 */
public final class AlertBytes {

  private static final byte VERSION = 1;

  private AlertBytes() {}

  /** The bytes of a memory. */
  public static byte[] of(AlertMemory memory) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(640);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(memory.quietUntil());
      out.writeUTF(memory.quietUpTo().name());
      out.writeLong(memory.lastMillis());
      AlertCase last = memory.last();
      out.writeBoolean(last != null);
      if (last != null) {
        write(last, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The memory whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of another version
   */
  public static AlertMemory read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IOException("version " + version + ", this Weir reads " + VERSION);
      }
      long quietUntil = in.readLong();
      Severity quietUpTo = Severity.valueOf(in.readUTF());
      long lastMillis = in.readLong();
      AlertCase last = in.readBoolean() ? readCase(in) : null;
      if (in.read() >= 0) {
        throw new IOException("bytes behind its end");
      }
      return new AlertMemory(last, quietUntil, quietUpTo, lastMillis);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "state of alerts: "
              + e.getMessage()
              + "; start the Weir that wrote it, or drop the state",
          e);
    }
  }

  private static void write(AlertCase last, DataOutputStream out) throws IOException {
    out.writeLong(last.joinUntil());
    out.writeDouble(last.loss());
    out.writeBoolean(last.confirmed());
    FraudAlert alert = last.alert();
    out.writeUTF(alert.getAlertId());
    out.writeUTF(alert.getEventId());
    out.writeLong(alert.getOccurredAt().toEpochMilli());
    out.writeUTF(alert.getVerdictId());
    out.writeUTF(alert.getCardId());
    out.writeUTF(alert.getSeverity().name());
    out.writeFloat(alert.getRisk());
    out.writeUTF(alert.getDecision().name());
    out.writeByte(alert.getEventIds().size());
    for (String id : alert.getEventIds()) {
      out.writeUTF(id);
    }
    out.writeInt(alert.getSuppressed());
    out.writeLong(alert.getOpenedAt().toEpochMilli());
    out.writeLong(alert.getRaisedAt().toEpochMilli());
    out.writeLong(until(alert));
    out.writeByte(alert.getReasons().size());
    for (FraudReason reason : alert.getReasons()) {
      write(reason, out);
    }
    out.writeUTF(alert.getModel().getName());
    out.writeUTF(alert.getModel().getVersion());
    out.writeUTF(alert.getModel().getDigest());
    out.writeUTF(alert.getPolicyVersion());
  }

  private static long until(FraudAlert alert) {
    Instant until = alert.getSuppressedUntil();
    return until == null ? Long.MIN_VALUE : until.toEpochMilli();
  }

  private static AlertCase readCase(DataInputStream in) throws IOException {
    long joinUntil = in.readLong();
    double loss = in.readDouble();
    boolean confirmed = in.readBoolean();
    FraudAlert alert =
        FraudAlert.newBuilder()
            .setAlertId(in.readUTF())
            .setEventId(in.readUTF())
            .setOccurredAt(Instant.ofEpochMilli(in.readLong()))
            .setVerdictId(in.readUTF())
            .setCardId(in.readUTF())
            .setSeverity(Severity.valueOf(in.readUTF()))
            .setRisk(in.readFloat())
            .setDecision(Decision.valueOf(in.readUTF()))
            .setEventIds(readIds(in))
            .setSuppressed(in.readInt())
            .setOpenedAt(Instant.ofEpochMilli(in.readLong()))
            .setRaisedAt(Instant.ofEpochMilli(in.readLong()))
            .setSuppressedUntil(instant(in.readLong()))
            .setReasons(readReasons(in))
            .setModel(new ModelRef(in.readUTF(), in.readUTF(), in.readUTF()))
            .setPolicyVersion(in.readUTF())
            .build();
    return new AlertCase(alert, joinUntil, loss, confirmed);
  }

  private static @Nullable Instant instant(long millis) {
    return millis == Long.MIN_VALUE ? null : Instant.ofEpochMilli(millis);
  }

  private static List<String> readIds(DataInputStream in) throws IOException {
    int size = in.readByte();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      ids.add(in.readUTF());
    }
    return ids;
  }

  private static void write(FraudReason reason, DataOutputStream out) throws IOException {
    out.writeUTF(reason.getCode());
    writeOptional(reason.getPolicy(), out);
    writeOptional(reason.getRule(), out);
    writeOptional(reason.getFeature(), out);
    Float contribution = reason.getContribution();
    out.writeBoolean(contribution != null);
    out.writeFloat(contribution == null ? 0 : contribution);
    writeOptional(reason.getDetail(), out);
  }

  private static List<FraudReason> readReasons(DataInputStream in) throws IOException {
    int size = in.readByte();
    List<FraudReason> reasons = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String code = in.readUTF();
      String policy = readOptional(in);
      String rule = readOptional(in);
      String feature = readOptional(in);
      boolean weighed = in.readBoolean();
      float contribution = in.readFloat();
      reasons.add(
          new FraudReason(
              code, policy, rule, feature, weighed ? contribution : null, readOptional(in)));
    }
    return reasons;
  }

  private static void writeOptional(@Nullable String text, DataOutputStream out)
      throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readOptional(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
