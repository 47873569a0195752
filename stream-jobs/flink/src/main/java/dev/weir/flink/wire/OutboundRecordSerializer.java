package dev.weir.flink.wire;

import dev.weir.scoring.record.OutboundRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Answers on their way to the sink, dead letters among them. Confined to one thread. */
public final class OutboundRecordSerializer extends ImmutableSerializer<OutboundRecord> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  /** The type for Flink. */
  public static final TypeInformation<OutboundRecord> TYPE =
      new WireType<>(OutboundRecord.class, new OutboundRecordSerializer());

  private final WireFormat wire = new WireFormat();

  static void write(OutboundRecord record, WireFormat wire, DataOutputView out) throws IOException {
    wire.writeTopic(record.topic(), out);
    WireFormat.writeBytes(record.key(), out);
    WireFormat.writeBytes(record.value(), out);
    wire.writeHeaders(record.headers(), out);
  }

  static OutboundRecord read(WireFormat wire, DataInputView in) throws IOException {
    return new OutboundRecord(
        wire.readTopic(in),
        WireFormat.readBytes(in),
        WireFormat.readBytes(in),
        wire.readHeaders(in));
  }

  @Override
  public void serialize(OutboundRecord record, DataOutputView out) throws IOException {
    write(record, wire, out);
  }

  @Override
  public OutboundRecord deserialize(DataInputView in) throws IOException {
    return read(wire, in);
  }

  @Override
  public TypeSerializer<OutboundRecord> duplicate() {
    return new OutboundRecordSerializer();
  }

  @Override
  public OutboundRecord createInstance() {
    return new OutboundRecord("", null, null, List.of());
  }

  @Override
  public TypeSerializerSnapshot<OutboundRecord> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<OutboundRecord> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<OutboundRecord> serializerOf(int format) {
      return new OutboundRecordSerializer();
    }
  }
}
