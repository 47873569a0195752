package dev.weir.scoring.stage;

import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequestBytes;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.RecordBytes;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudItem.Voted;
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
 * Items as bytes, between stages and where one waits in a state. The first byte is the format and
 * the kind, since an engine may keep such bytes without a word about what wrote them; what follows
 * a payment is {@link FraudRequestBytes}. Stateless.
 */
public final class FraudItemBytes {

  /** The format that is written. */
  public static final int FORMAT = 1;

  private static final int PAID = FORMAT << 4;
  private static final int PAID_AGAIN = FORMAT << 4 | 1;
  private static final int VOTED = FORMAT << 4 | 2;
  private static final int LABELLED = FORMAT << 4 | 3;
  private static final int REFUSED = FORMAT << 4 | 5;

  private static final int FRAUD = 1;
  private static final int FOLDED = 2;

  private FraudItemBytes() {}

  /** The bytes of an item. */
  public static byte[] of(FraudItem item) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1_024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(item, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /**
   * The item whose bytes these are.
   *
   * @throws IllegalArgumentException if they are none, or of another format
   */
  public static FraudItem read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      return read(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("item of fraud scoring: " + e.getMessage(), e);
    }
  }

  /** Writes an item. */
  public static void write(FraudItem item, DataOutput out) throws IOException {
    if (item instanceof Paid paid) {
      out.writeByte(paid.repeated() ? PAID_AGAIN : PAID);
      FraudRequestBytes.write(paid.request(), out);
    } else if (item instanceof Labelled label) {
      out.writeByte(LABELLED);
      write(label, out);
    } else if (item instanceof Voted voted) {
      out.writeByte(VOTED);
      write(voted, out);
    } else {
      Refused refused = (Refused) item;
      out.writeByte(REFUSED);
      out.writeUTF(refused.stage().name());
      RecordBytes.write(refused.deadLetter(), out);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IOException if the bytes are of another format
   */
  public static FraudItem read(DataInput in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case PAID -> new Paid(FraudRequestBytes.read(in), false);
      case PAID_AGAIN -> new Paid(FraudRequestBytes.read(in), true);
      case VOTED -> readVoted(in);
      case LABELLED -> readLabelled(in);
      case REFUSED -> {
        Stage stage = Stage.valueOf(in.readUTF());
        yield new Refused(RecordBytes.readOutbound(in), stage);
      }
      default ->
          throw new IOException(
              "an item between stages of fraud scoring begins with byte "
                  + kind
                  + "; expected format "
                  + FORMAT
                  + "; let the Weir that wrote it work it off (Flink: restart from a savepoint,"
                  + " which holds no such items)");
    };
  }

  private static void write(Voted voted, DataOutput out) throws IOException {
    FraudVote vote = voted.vote();
    out.writeUTF(vote.eventId());
    out.writeBoolean(vote.fraud());
    out.writeByte(vote.trust());
    out.writeLong(vote.labelledAt());
    out.writeLong(voted.atMillis());
  }

  private static Voted readVoted(DataInput in) throws IOException {
    FraudVote vote =
        new FraudVote(in.readUTF(), in.readBoolean(), in.readUnsignedByte(), in.readLong());
    return new Voted(vote, in.readLong());
  }

  private static void write(Labelled label, DataOutput out) throws IOException {
    PaymentKeys keys = label.keys();
    out.writeUTF(label.eventId());
    out.writeLong(keys.occurredAt());
    out.writeUTF(keys.cardId());
    out.writeUTF(keys.terminalId());
    writeOptional(keys.merchantId(), out);
    writeOptional(keys.deviceId(), out);
    out.writeLong(label.knownAt());
    out.writeByte((label.fraud() ? FRAUD : 0) | (label.folded() ? FOLDED : 0));
    out.writeLong(label.atMillis());
  }

  private static Labelled readLabelled(DataInput in) throws IOException {
    String eventId = in.readUTF();
    PaymentKeys keys =
        new PaymentKeys(
            in.readLong(), in.readUTF(), in.readUTF(), readOptional(in), readOptional(in));
    long knownAt = in.readLong();
    int flags = in.readUnsignedByte();
    return new Labelled(
        eventId, keys, knownAt, (flags & FRAUD) != 0, (flags & FOLDED) != 0, in.readLong());
  }

  private static void writeOptional(@Nullable String text, DataOutput out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readOptional(DataInput in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }
}
