package dev.weir.flink.fraud;

import dev.weir.flink.fraud.FraudItem.Labelled;
import dev.weir.flink.fraud.FraudItem.Paid;
import dev.weir.flink.fraud.FraudItem.Refused;
import dev.weir.flink.fraud.FraudItem.Voted;
import dev.weir.flink.wire.FormatSnapshot;
import dev.weir.flink.wire.ImmutableSerializer;
import dev.weir.flink.wire.OutboundRecordSerializer;
import dev.weir.flink.wire.WireType;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequestBytes;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PaymentKeys;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Items between the stages of the fraud job. The first byte is the format and the kind, since an
 * unaligned checkpoint keeps such bytes without a word about their serializer; what follows a
 * payment is {@link FraudRequestBytes}. A row is handed on with its item and never shared, which is
 * why a copy is the item itself. Confined to one thread.
 */
public final class FraudItemSerializer extends ImmutableSerializer<FraudItem> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  /** The type for Flink. */
  public static final TypeInformation<FraudItem> TYPE =
      new WireType<>(FraudItem.class, new FraudItemSerializer());

  private static final int PAID = FORMAT << 4;
  private static final int PAID_AGAIN = FORMAT << 4 | 1;
  private static final int VOTED = FORMAT << 4 | 2;
  private static final int LABELLED = FORMAT << 4 | 3;
  private static final int REFUSED = FORMAT << 4 | 4;

  private static final int FRAUD = 1;
  private static final int FOLDED = 2;

  private final OutboundRecordSerializer letters = new OutboundRecordSerializer();

  @Override
  public void serialize(FraudItem item, DataOutputView out) throws IOException {
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
      letters.serialize(refused.deadLetter(), out);
    }
  }

  @Override
  public FraudItem deserialize(DataInputView in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case PAID -> new Paid(FraudRequestBytes.read(in), false);
      case PAID_AGAIN -> new Paid(FraudRequestBytes.read(in), true);
      case VOTED -> readVoted(in);
      case LABELLED -> readLabelled(in);
      case REFUSED -> {
        Stage stage = Stage.valueOf(in.readUTF());
        yield new Refused(letters.deserialize(in), stage);
      }
      default ->
          throw new IOException(
              "an item between stages of the fraud job begins with byte "
                  + kind
                  + "; expected format "
                  + FORMAT
                  + "; restart from a savepoint, which holds no such items");
    };
  }

  private static void write(Voted voted, DataOutputView out) throws IOException {
    FraudVote vote = voted.vote();
    out.writeUTF(vote.eventId());
    out.writeBoolean(vote.fraud());
    out.writeByte(vote.trust());
    out.writeLong(vote.labelledAt());
    out.writeLong(voted.atMillis());
  }

  private static Voted readVoted(DataInputView in) throws IOException {
    FraudVote vote =
        new FraudVote(in.readUTF(), in.readBoolean(), in.readUnsignedByte(), in.readLong());
    return new Voted(vote, in.readLong());
  }

  private static void write(Labelled label, DataOutputView out) throws IOException {
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

  private static Labelled readLabelled(DataInputView in) throws IOException {
    String eventId = in.readUTF();
    PaymentKeys keys =
        new PaymentKeys(
            in.readLong(), in.readUTF(), in.readUTF(), readOptional(in), readOptional(in));
    long knownAt = in.readLong();
    int flags = in.readUnsignedByte();
    return new Labelled(
        eventId, keys, knownAt, (flags & FRAUD) != 0, (flags & FOLDED) != 0, in.readLong());
  }

  private static void writeOptional(@Nullable String text, DataOutputView out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static @Nullable String readOptional(DataInputView in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  @Override
  public TypeSerializer<FraudItem> duplicate() {
    return new FraudItemSerializer();
  }

  @Override
  public FraudItem createInstance() {
    return new Refused(letters.createInstance(), Stage.DECODE);
  }

  @Override
  public TypeSerializerSnapshot<FraudItem> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<FraudItem> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<FraudItem> serializerOf(int format) {
      return new FraudItemSerializer();
    }
  }
}
