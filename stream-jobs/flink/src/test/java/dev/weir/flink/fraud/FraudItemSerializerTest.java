package dev.weir.flink.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.flink.fraud.FraudItem.Labelled;
import dev.weir.flink.fraud.FraudItem.Paid;
import dev.weir.flink.fraud.FraudItem.Refused;
import dev.weir.flink.fraud.FraudItem.Voted;
import dev.weir.flink.testing.Payments;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequestBytes;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.OutboundRecord;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class FraudItemSerializerTest {

  private final FraudItemSerializer serializer = new FraudItemSerializer();

  @Test
  void payment_overTheWire_isTheSameToTheBit() throws IOException {
    Paid paid = Payments.paid("t-1", Payments.any(new Random(1), 7));
    paid.request().row()[3] = 1.25f;

    Paid read = (Paid) overTheWire(new Paid(paid.request(), true));

    assertThat(FraudRequestBytes.of(read.request()))
        .isEqualTo(FraudRequestBytes.of(paid.request()));
    assertThat(read.repeated()).isTrue();
    assertThat(((Paid) overTheWire(paid)).repeated()).isFalse();
  }

  @Test
  void votesAndLabels_overTheWire_areEqual() throws IOException {
    PaymentKeys full = new PaymentKeys(-1, "card", "terminal", "shop", "phone");
    PaymentKeys sparse = new PaymentKeys(5, "card", "terminal", null, null);

    assertSame(new Voted(new FraudVote("t-1", true, 5, 11), 12));
    assertSame(new Voted(new FraudVote("t-1", false, 0, -11), -1));
    assertSame(new Labelled("t-1", full, 7, true, true, 9));
    assertSame(new Labelled("t-1", sparse, 7, false, true, 9));
    assertSame(new Labelled("t-1", sparse, 7, true, false, 9));
  }

  @Test
  void deadLetter_overTheWire_keepsItsStage() throws IOException {
    OutboundRecord letter = new OutboundRecord("dead", new byte[] {1}, null, List.of());

    Refused read = (Refused) overTheWire(new Refused(letter, Stage.VALIDATE));

    assertThat(read.stage()).isEqualTo(Stage.VALIDATE);
    assertThat(read.deadLetter().key()).containsExactly(1);
    assertThat(read.deadLetter().value()).isNull();
  }

  @Test
  void bytesOfAnotherFormat_areRefused() {
    assertThatThrownBy(() -> serializer.deserialize(new DataInputDeserializer(new byte[] {0x20})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("begins with byte 32; expected format 1");
  }

  private void assertSame(FraudItem item) throws IOException {
    assertThat(overTheWire(item)).isEqualTo(item);
  }

  private FraudItem overTheWire(FraudItem item) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(item, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    FraudItem read = serializer.deserialize(in);
    assertThat(in.available()).isZero();
    return read;
  }
}
