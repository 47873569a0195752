package dev.weir.flink.fraud;

import dev.weir.flink.wire.FormatSnapshot;
import dev.weir.flink.wire.ImmutableSerializer;
import dev.weir.flink.wire.WireType;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudItemBytes;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Items between the stages of the fraud job, as {@link FraudItemBytes}. A row is handed on with its
 * item and never shared, which is why a copy is the item itself. Stateless.
 */
public final class FraudItemSerializer extends ImmutableSerializer<FraudItem> {

  private static final long serialVersionUID = 1L;

  /** The type for Flink. */
  public static final TypeInformation<FraudItem> TYPE =
      new WireType<>(FraudItem.class, new FraudItemSerializer());

  @Override
  public void serialize(FraudItem item, DataOutputView out) throws IOException {
    FraudItemBytes.write(item, out);
  }

  @Override
  public FraudItem deserialize(DataInputView in) throws IOException {
    return FraudItemBytes.read(in);
  }

  @Override
  public TypeSerializer<FraudItem> duplicate() {
    return this;
  }

  @Override
  public FraudItem createInstance() {
    return new Refused(new OutboundRecord("", null, null, List.of()), Stage.DECODE);
  }

  @Override
  public TypeSerializerSnapshot<FraudItem> snapshotConfiguration() {
    return new Snapshot();
  }

  /** The format in a savepoint. */
  public static final class Snapshot extends FormatSnapshot<FraudItem> {

    public Snapshot() {
      super(FraudItemBytes.FORMAT);
    }

    @Override
    protected TypeSerializer<FraudItem> serializerOf(int format) {
      return new FraudItemSerializer();
    }
  }
}
