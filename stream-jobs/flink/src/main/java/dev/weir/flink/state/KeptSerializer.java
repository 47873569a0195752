package dev.weir.flink.state;

import dev.weir.flink.wire.FormatSnapshot;
import dev.weir.flink.wire.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A memory in state: int64 expiry, int32 length, bytes. Thread-safe. */
public final class KeptSerializer extends ImmutableSerializer<Kept> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public void serialize(Kept kept, DataOutputView out) throws IOException {
    out.writeLong(kept.expiresAtMillis());
    out.writeInt(kept.bytes().length);
    out.write(kept.bytes());
  }

  @Override
  public Kept deserialize(DataInputView in) throws IOException {
    long expiresAtMillis = in.readLong();
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Kept(expiresAtMillis, bytes);
  }

  @Override
  public TypeSerializer<Kept> duplicate() {
    return this;
  }

  @Override
  public Kept createInstance() {
    return new Kept(0, new byte[0]);
  }

  @Override
  public TypeSerializerSnapshot<Kept> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<Kept> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<Kept> serializerOf(int format) {
      return new KeptSerializer();
    }
  }
}
