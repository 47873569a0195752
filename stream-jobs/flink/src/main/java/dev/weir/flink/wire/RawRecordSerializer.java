package dev.weir.flink.wire;

import dev.weir.scoring.record.RawRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Records as they lie in Kafka. Confined to one thread. */
public final class RawRecordSerializer extends ImmutableSerializer<RawRecord> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  /** The type for Flink. */
  public static final TypeInformation<RawRecord> TYPE =
      new WireType<>(RawRecord.class, new RawRecordSerializer());

  private final WireFormat wire = new WireFormat();

  static void write(RawRecord record, WireFormat wire, DataOutputView out) throws IOException {
    wire.writeTopic(record.topic(), out);
    out.writeInt(record.partition());
    out.writeLong(record.offset());
    out.writeLong(record.timestamp());
    WireFormat.writeBytes(record.key(), out);
    WireFormat.writeBytes(record.value(), out);
    wire.writeHeaders(record.headers(), out);
  }

  static RawRecord read(WireFormat wire, DataInputView in) throws IOException {
    return new RawRecord(
        wire.readTopic(in),
        in.readInt(),
        in.readLong(),
        in.readLong(),
        WireFormat.readBytes(in),
        WireFormat.readBytes(in),
        wire.readHeaders(in));
  }

  @Override
  public void serialize(RawRecord record, DataOutputView out) throws IOException {
    write(record, wire, out);
  }

  @Override
  public RawRecord deserialize(DataInputView in) throws IOException {
    return read(wire, in);
  }

  @Override
  public TypeSerializer<RawRecord> duplicate() {
    return new RawRecordSerializer();
  }

  @Override
  public RawRecord createInstance() {
    return new RawRecord("", 0, 0, 0, null, null, List.of());
  }

  @Override
  public TypeSerializerSnapshot<RawRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<RawRecord> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<RawRecord> serializerOf(int format) {
      return new RawRecordSerializer();
    }
  }
}
