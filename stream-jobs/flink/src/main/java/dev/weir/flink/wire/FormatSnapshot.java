package dev.weir.flink.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint keeps of a serializer: the number of its format. State of an older format is
 * read by the serializer of that format and rewritten; state of a newer one is refused, because a
 * job that is older than its state would misread it. Each serializer has a subclass of its own with
 * a public constructor without parameters, which Flink finds by name: never rename one.
 */
public abstract class FormatSnapshot<T> implements TypeSerializerSnapshot<T> {

  private final int current;
  private int written;

  /**
   * @param current the format that this version of the job writes, from 1 on
   */
  protected FormatSnapshot(int current) {
    this.current = current;
    this.written = current;
  }

  /** The serializer that reads and writes that format. */
  protected abstract TypeSerializer<T> serializerOf(int format);

  @Override
  public final int getCurrentVersion() {
    return current;
  }

  @Override
  public final void writeSnapshot(DataOutputView out) {
    // the number of the format, which Flink writes, says all
  }

  @Override
  public final void readSnapshot(int readVersion, DataInputView in, ClassLoader loader)
      throws IOException {
    if (readVersion < 1 || readVersion > current) {
      throw new IOException(
          getClass().getSimpleName()
              + ": the state is of format "
              + readVersion
              + "; this version of the job reads formats 1 to "
              + current
              + "; start it with the version that wrote the state, or a later one");
    }
    written = readVersion;
  }

  @Override
  public final TypeSerializer<T> restoreSerializer() {
    return serializerOf(written);
  }

  @Override
  public final TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (old.getClass() != getClass()) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return ((FormatSnapshot<T>) old).written == current
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }
}
