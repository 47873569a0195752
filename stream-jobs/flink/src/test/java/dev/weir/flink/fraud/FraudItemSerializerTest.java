package dev.weir.flink.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flink.testing.Payments;
import dev.weir.scoring.stage.FraudItem;
import dev.weir.scoring.stage.FraudItemBytes;
import java.io.IOException;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class FraudItemSerializerTest {

  private final FraudItemSerializer serializer = new FraudItemSerializer();

  @Test
  void item_overTheWire_isTheSameToTheBitAndTakesNoMore() throws IOException {
    FraudItem item = Payments.paid("t-1", Payments.any(new Random(1), 7));
    DataOutputSerializer out = new DataOutputSerializer(64);

    serializer.serialize(item, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    FraudItem read = serializer.deserialize(in);

    assertThat(in.available()).isZero();
    assertThat(FraudItemBytes.of(read)).isEqualTo(FraudItemBytes.of(item));
  }
}
