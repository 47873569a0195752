package dev.weir.flink.state;

import dev.weir.flink.wire.FormatSnapshot;
import dev.weir.flink.wire.ImmutableSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A page in state: int32 length, bytes. Thread-safe. */
public final class PageSerializer extends ImmutableSerializer<Page> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public void serialize(Page page, DataOutputView out) throws IOException {
    out.writeInt(page.bytes().length);
    out.write(page.bytes());
  }

  @Override
  public Page deserialize(DataInputView in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new Page(bytes);
  }

  @Override
  public TypeSerializer<Page> duplicate() {
    return this;
  }

  @Override
  public Page createInstance() {
    return Page.EMPTY;
  }

  @Override
  public TypeSerializerSnapshot<Page> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<Page> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<Page> serializerOf(int format) {
      return new PageSerializer();
    }
  }
}
