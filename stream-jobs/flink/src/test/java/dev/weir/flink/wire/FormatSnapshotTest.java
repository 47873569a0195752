package dev.weir.flink.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.state.Page;
import dev.weir.flink.state.PageSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class FormatSnapshotTest {

  @Test
  void snapshot_ofTheSameFormat_isCompatible() throws IOException {
    TypeSerializerSnapshot<Page> written = written(new PageSerializer.Snapshot());

    assertThat(new PageSerializer.Snapshot().resolveSchemaCompatibility(written).isCompatibleAsIs())
        .isTrue();
    assertThat(written.restoreSerializer()).isEqualTo(new PageSerializer());
  }

  @Test
  void snapshot_ofAnOlderFormat_asksForMigration() throws IOException {
    TypeSerializerSnapshot<Page> old = new Later();
    old.readSnapshot(1, new DataInputDeserializer(), getClass().getClassLoader());

    assertThat(new Later().resolveSchemaCompatibility(old).isCompatibleAfterMigration()).isTrue();
  }

  @Test
  void snapshot_ofANewerFormat_isRefusedWithAWayOut() {
    assertThatThrownBy(
            () ->
                new PageSerializer.Snapshot()
                    .readSnapshot(2, new DataInputDeserializer(), getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("format 2")
        .hasMessageContaining("start it with the version that wrote the state");
  }

  @Test
  void snapshot_ofAnotherSerializer_isIncompatible() {
    assertThat(
            new Later().resolveSchemaCompatibility(new PageSerializer.Snapshot()).isIncompatible())
        .isTrue();
  }

  private TypeSerializerSnapshot<Page> written(TypeSerializerSnapshot<Page> snapshot)
      throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    TypeSerializerSnapshot.writeVersionedSnapshot(out, snapshot);
    return TypeSerializerSnapshot.readVersionedSnapshot(
        new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
  }

  /** A second format of the same state. */
  public static final class Later extends FormatSnapshot<Page> {

    public Later() {
      super(2);
    }

    @Override
    protected TypeSerializer<Page> serializerOf(int format) {
      return new PageSerializer();
    }
  }
}
