package dev.weir.flink.state;

import dev.weir.flink.wire.FormatSnapshot;
import dev.weir.flink.wire.ImmutableSerializer;
import dev.weir.flink.wire.WireType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Memories: int32 bucket, int64 expiry, name and bytes behind an int32 length. Thread-safe. */
public final class MemorySerializer extends ImmutableSerializer<Memory> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  /** The type for Flink. */
  public static final TypeInformation<Memory> TYPE =
      new WireType<>(Memory.class, new MemorySerializer());

  @Override
  public void serialize(Memory memory, DataOutputView out) throws IOException {
    out.writeInt(memory.bucket());
    out.writeLong(memory.expiresAtMillis());
    write(memory.name(), out);
    write(memory.bytes(), out);
  }

  @Override
  public Memory deserialize(DataInputView in) throws IOException {
    int bucket = in.readInt();
    long expiresAtMillis = in.readLong();
    return new Memory(bucket, read(in), read(in), expiresAtMillis);
  }

  private static void write(byte[] bytes, DataOutputView out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] read(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return bytes;
  }

  @Override
  public TypeSerializer<Memory> duplicate() {
    return this;
  }

  @Override
  public Memory createInstance() {
    return new Memory(0, new byte[0], new byte[0], 0);
  }

  @Override
  public TypeSerializerSnapshot<Memory> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format between two subtasks. */
  public static final class Snapshot extends FormatSnapshot<Memory> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<Memory> serializerOf(int format) {
      return new MemorySerializer();
    }
  }
}
