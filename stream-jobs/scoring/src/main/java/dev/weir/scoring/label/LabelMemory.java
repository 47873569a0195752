package dev.weir.scoring.label;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one event id, so that a label finds the histories of its payment: the
 * payment's keys, and the label that holds. Payments and labels may come in any order; which label
 * holds does not depend on it. Immutable.
 *
 * <p>Bytes: 10 and each id with two more, and 9 for a label: with four ids of 16 characters 82,
 * with a label 91. A million payments a day are some 8 GB in 90 days, the event ids included.
 *
 * @param keys of the payment, null while it is not known
 * @param holds the vote that holds, null before the first
 * @param told whether histories know the payment as fraud
 */
public record LabelMemory(@Nullable PaymentKeys keys, @Nullable FraudVote holds, boolean told) {

  /** How long after the payment labels may come, unless set otherwise: chargebacks take weeks. */
  public static final Duration MEMORY = Duration.ofDays(90);

  private static final byte VERSION = 1;
  private static final LabelMemory EMPTY = new LabelMemory(null, null, false);

  /** Of an event id that was not seen yet. */
  public static LabelMemory empty() {
    return EMPTY;
  }

  /**
   * From when on, by Kafka timestamps, it may be forgotten: so long after the payment, or after its
   * record where that came late, as when history is played again.
   *
   * @param atMillis Kafka timestamp of the payment or vote that made it
   */
  public long expiresAtMillis(Duration memory, long atMillis) {
    long from = keys != null ? keys.occurredAt() : holds != null ? holds.labelledAt() : 0;
    return Math.max(from, atMillis) + memory.toMillis();
  }

  /** A payment of this event id. */
  public LabelStep payment(PaymentKeys payment) {
    if (keys != null) {
      return LabelStep.of(this, LabelStep.Kind.REPEATED);
    }
    LabelMemory known = new LabelMemory(payment, holds, told);
    return holds == null
        ? LabelStep.of(known, LabelStep.Kind.REMEMBERED)
        : known.tell(LabelStep.Kind.REMEMBERED);
  }

  /** A label of this event id. */
  public LabelStep vote(FraudVote vote) {
    if (vote.equals(holds)) {
      return LabelStep.of(this, LabelStep.Kind.REPEATED);
    }
    if (holds != null && !vote.beats(holds)) {
      return LabelStep.of(this, LabelStep.Kind.OUTVOTED);
    }
    LabelMemory voted = new LabelMemory(keys, vote, told);
    return keys == null
        ? LabelStep.of(voted, LabelStep.Kind.UNKNOWN_EVENT)
        : voted.tell(LabelStep.Kind.AGREED);
  }

  /** Tells the histories where they know something else than what holds. */
  private LabelStep tell(LabelStep.Kind otherwise) {
    if (keys == null || holds == null || holds.fraud() == told) {
      return LabelStep.of(this, otherwise);
    }
    return new LabelStep(
        new LabelMemory(keys, holds, holds.fraud()),
        LabelStep.Kind.FOLDED,
        PartyLabel.all(keys, holds));
  }

  /** A version byte, flags, then the keys and the vote where there are any. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(96);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeByte(flags());
      if (keys != null) {
        out.writeLong(keys.occurredAt());
        out.writeUTF(keys.cardId());
        out.writeUTF(keys.terminalId());
        if (keys.merchantId() != null) {
          out.writeUTF(keys.merchantId());
        }
        if (keys.deviceId() != null) {
          out.writeUTF(keys.deviceId());
        }
      }
      if (holds != null) {
        out.writeByte(holds.trust());
        out.writeLong(holds.labelledAt());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private int flags() {
    return (keys != null ? 1 : 0)
        | (keys != null && keys.merchantId() != null ? 2 : 0)
        | (keys != null && keys.deviceId() != null ? 4 : 0)
        | (holds != null ? 8 : 0)
        | (holds != null && holds.fraud() ? 16 : 0)
        | (told ? 32 : 0);
  }

  /**
   * What {@link #toBytes()} wrote.
   *
   * @param eventId its key, which is not in the bytes
   * @throws IllegalArgumentException when the bytes are of another version or damaged
   */
  public static LabelMemory ofBytes(String eventId, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IOException("version " + version + ", this Weir reads " + VERSION);
      }
      int flags = in.readUnsignedByte();
      PaymentKeys keys = null;
      if ((flags & 1) != 0) {
        keys =
            new PaymentKeys(
                in.readLong(),
                in.readUTF(),
                in.readUTF(),
                (flags & 2) != 0 ? in.readUTF() : null,
                (flags & 4) != 0 ? in.readUTF() : null);
      }
      FraudVote holds = null;
      if ((flags & 8) != 0) {
        int trust = in.readByte();
        holds = new FraudVote(eventId, (flags & 16) != 0, trust, in.readLong());
      }
      if (in.read() >= 0) {
        throw new IOException("bytes behind its end");
      }
      return new LabelMemory(keys, holds, (flags & 32) != 0);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "state of a labelled event: "
              + e.getMessage()
              + "; start the Weir that wrote it, or drop the state",
          e);
    }
  }
}
