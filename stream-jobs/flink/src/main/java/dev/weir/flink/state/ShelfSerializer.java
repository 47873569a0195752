package dev.weir.flink.state;

import dev.weir.flink.wire.FormatSnapshot;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A shelf in state: for each of its pages int32 length, bytes. Flink asks for a copy before a shelf
 * changes that a snapshot still reads. Thread-safe.
 */
public final class ShelfSerializer extends TypeSerializer<Shelf> {

  private static final long serialVersionUID = 1L;
  private static final int FORMAT = 1;

  @Override
  public void serialize(Shelf shelf, DataOutputView out) throws IOException {
    for (int number = 0; number < Shelf.PAGES; number++) {
      out.writeInt(shelf.size(number));
      out.write(shelf.page(number), 0, shelf.size(number));
    }
  }

  @Override
  public Shelf deserialize(DataInputView in) throws IOException {
    Shelf shelf = new Shelf();
    for (int number = 0; number < Shelf.PAGES; number++) {
      byte[] page = new byte[in.readInt()];
      in.readFully(page);
      shelf.place(number, page);
    }
    return shelf;
  }

  @Override
  public Shelf copy(Shelf from) {
    return from.copy();
  }

  @Override
  public Shelf copy(Shelf from, Shelf reuse) {
    return from.copy();
  }

  @Override
  public Shelf deserialize(Shelf reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public TypeSerializer<Shelf> duplicate() {
    return this;
  }

  @Override
  public Shelf createInstance() {
    return new Shelf();
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShelfSerializer;
  }

  @Override
  public int hashCode() {
    return ShelfSerializer.class.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<Shelf> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<Shelf> {

    public Snapshot() {
      super(FORMAT);
    }

    @Override
    protected TypeSerializer<Shelf> serializerOf(int format) {
      return new ShelfSerializer();
    }
  }
}
