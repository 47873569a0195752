package dev.weir.scoring.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequestBytes;
import dev.weir.scoring.label.FraudVote;
import dev.weir.scoring.label.PaymentKeys;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.scoring.stage.FraudItem.Labelled;
import dev.weir.scoring.stage.FraudItem.Paid;
import dev.weir.scoring.stage.FraudItem.Refused;
import dev.weir.scoring.stage.FraudItem.Voted;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FraudItemBytesTest {

  @Test
  void payment_overTheWire_isTheSameToTheBit() {
    Paid paid = Paying.paid("t-1", "card", 7);
    paid.request().row()[3] = 1.25f;

    Paid read = (Paid) overTheWire(new Paid(paid.request(), true));

    assertThat(FraudRequestBytes.of(read.request()))
        .isEqualTo(FraudRequestBytes.of(paid.request()));
    assertThat(read.repeated()).isTrue();
    assertThat(((Paid) overTheWire(paid)).repeated()).isFalse();
  }

  @Test
  void votesAndLabels_overTheWire_areEqual() {
    PaymentKeys full = new PaymentKeys(-1, "card", "terminal", "shop", "phone");
    PaymentKeys sparse = new PaymentKeys(5, "card", "terminal", null, null);

    assertSame(new Voted(new FraudVote("t-1", true, 5, 11), 12));
    assertSame(new Voted(new FraudVote("t-1", false, 0, -11), -1));
    assertSame(new Labelled("t-1", full, 7, true, true, 9));
    assertSame(new Labelled("t-1", sparse, 7, false, true, 9));
    assertSame(new Labelled("t-1", sparse, 7, true, false, 9));
  }

  @Test
  void deadLetter_overTheWire_keepsItsStage() {
    OutboundRecord letter = new OutboundRecord("dead", new byte[] {1}, null, List.of());

    Refused read = (Refused) overTheWire(new Refused(letter, Stage.VALIDATE));

    assertThat(read.stage()).isEqualTo(Stage.VALIDATE);
    assertThat(read.deadLetter().key()).containsExactly(1);
    assertThat(read.deadLetter().value()).isNull();
  }

  @Test
  void bytesOfAnotherFormatOrCutShort_areRefused() {
    byte[] bytes = FraudItemBytes.of(new Voted(new FraudVote("t-1", true, 5, 11), 12));

    assertThatThrownBy(() -> FraudItemBytes.read(new byte[] {0x20}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("begins with byte 32; expected format 1");
    assertThatThrownBy(() -> FraudItemBytes.read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSame(FraudItem item) {
    assertThat(overTheWire(item)).isEqualTo(item);
  }

  private static FraudItem overTheWire(FraudItem item) {
    return FraudItemBytes.read(FraudItemBytes.of(item));
  }
}
