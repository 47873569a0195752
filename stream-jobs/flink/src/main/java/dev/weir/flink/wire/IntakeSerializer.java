package dev.weir.flink.wire;

import dev.weir.scoring.Intake;
import dev.weir.scoring.campaign.CampaignSighting;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.EventContext;
import dev.weir.scoring.event.TextEvent;
import dev.weir.scoring.event.TextRequest;
import dev.weir.scoring.record.RawRecord;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * Records between intake and scoring: requests, and among them the dead letters of the intake, so
 * that one sink chained to the scoring writes all. The first byte is the format and the kind, since
 * an unaligned checkpoint keeps such bytes without a word about their serializer. Nothing is
 * decoded a second time behind the intake. Confined to one thread.
 */
public final class IntakeSerializer extends ImmutableSerializer<Intake> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  /** The type for Flink. */
  public static final TypeInformation<Intake> TYPE =
      new WireType<>(Intake.class, new IntakeSerializer());

  private static final int ACCEPTED = FORMAT << 4;
  private static final int REFUSED = FORMAT << 4 | 1;

  private static final int IN_ROOM = 1;
  private static final int AUTHOR_SINCE = 2;
  private static final int RATING = 4;
  private static final int REPLY = 8;
  private static final int SIGHTING = 16;

  private final WireFormat wire = new WireFormat();

  @Override
  public void serialize(Intake intake, DataOutputView out) throws IOException {
    if (intake instanceof Intake.Accepted accepted) {
      out.writeByte(ACCEPTED);
      write(accepted.request(), out);
    } else {
      Intake.Refused refused = (Intake.Refused) intake;
      out.writeByte(REFUSED);
      WireFormat.writeText(refused.stage().name(), out);
      OutboundRecordSerializer.write(refused.deadLetter(), wire, out);
    }
  }

  @Override
  public Intake deserialize(DataInputView in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case ACCEPTED -> new Intake.Accepted(readRequest(in));
      case REFUSED -> {
        Stage stage = Stage.valueOf(wire.readText(in));
        yield new Intake.Refused(OutboundRecordSerializer.read(wire, in), stage);
      }
      default ->
          throw new IOException(
              "a record between subtasks begins with byte "
                  + kind
                  + "; expected format "
                  + FORMAT
                  + "; restart from a savepoint, which holds no such records");
    };
  }

  private void write(TextRequest request, DataOutputView out) throws IOException {
    RawRecordSerializer.write(request.origin(), wire, out);
    TextEvent event = request.event();
    EventContext context = event.context();
    CampaignSighting sighting = request.campaign();
    boolean seen = !sighting.equals(CampaignSighting.NONE);
    out.writeByte(
        (event.roomId() == null ? 0 : IN_ROOM)
            | (context.authorSince() == null ? 0 : AUTHOR_SINCE)
            | (context.rating() == null ? 0 : RATING)
            | (context.reply() ? REPLY : 0)
            | (seen ? SIGHTING : 0));
    WireFormat.writeText(event.eventId(), out);
    writeInstant(event.occurredAt(), out);
    WireFormat.writeText(event.authorId(), out);
    WireFormat.writeText(request.placeId(), out);
    WireFormat.writeText(event.text(), out);
    WireFormat.writeText(event.languageHint(), out);
    WireFormat.writeText(context.channel(), out);
    WireFormat.writeText(context.authorRole(), out);
    if (context.authorSince() != null) {
      writeInstant(context.authorSince(), out);
    }
    if (context.rating() != null) {
      out.writeFloat(context.rating());
    }
    out.writeLong(request.campaignKey());
    out.writeLong(request.simHash());
    if (seen) {
      out.writeInt(sighting.messages());
      out.writeInt(sighting.authors());
      out.writeInt(sighting.places());
      out.writeLong(sighting.spanMillis());
    }
  }

  private TextRequest readRequest(DataInputView in) throws IOException {
    RawRecord origin = RawRecordSerializer.read(wire, in);
    int flags = in.readUnsignedByte();
    String eventId = wire.readText(in);
    Instant occurredAt = readInstant(in);
    String authorId = wire.readText(in);
    String placeId = wire.readText(in);
    String text = wire.readText(in);
    String languageHint = wire.readOptionalText(in);
    EventContext context = readContext(flags, in);
    boolean room = (flags & IN_ROOM) != 0;
    return new TextRequest(
        origin,
        new TextEvent(
            eventId,
            occurredAt,
            authorId,
            room ? null : placeId,
            room ? placeId : null,
            text,
            languageHint,
            context),
        in.readLong(),
        in.readLong(),
        (flags & SIGHTING) == 0
            ? CampaignSighting.NONE
            : new CampaignSighting(in.readInt(), in.readInt(), in.readInt(), in.readLong()));
  }

  private EventContext readContext(int flags, DataInputView in) throws IOException {
    String channel = wire.readOptionalText(in);
    String authorRole = wire.readOptionalText(in);
    @Nullable Instant authorSince = (flags & AUTHOR_SINCE) == 0 ? null : readInstant(in);
    @Nullable Float rating = (flags & RATING) == 0 ? null : Float.valueOf(in.readFloat());
    return new EventContext(channel, authorSince, authorRole, rating, (flags & REPLY) != 0);
  }

  private static void writeInstant(Instant instant, DataOutputView out) throws IOException {
    out.writeLong(instant.getEpochSecond());
    out.writeInt(instant.getNano());
  }

  private static Instant readInstant(DataInputView in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  @Override
  public TypeSerializer<Intake> duplicate() {
    return new IntakeSerializer();
  }

  @Override
  public Intake createInstance() {
    return new Intake.Refused(new OutboundRecordSerializer().createInstance(), Stage.DECODE);
  }

  @Override
  public TypeSerializerSnapshot<Intake> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<Intake> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<Intake> serializerOf(int format) {
      return new IntakeSerializer();
    }
  }
}
