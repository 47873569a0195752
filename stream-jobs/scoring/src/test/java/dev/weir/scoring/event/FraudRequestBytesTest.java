package dev.weir.scoring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.scoring.fraud.Payment;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FraudRequestBytesTest {

  private final FraudRequest full =
      FraudRequest.of(
          new RawRecord(
              "transactions",
              3,
              7,
              99,
              new byte[] {1, 2},
              new byte[] {0, 5},
              List.of(new RecordHeader("h", new byte[] {9}), new RecordHeader("h", null))),
          new FraudEvent(
              "t-1",
              new Payment(-5, -125_000, "card", "t", "shop", "phone", true, false, 48.2, -16.4),
              "EUR",
              "5411",
              "AT",
              "DE",
              "online"));

  @Test
  void read_ofAFullRequest_isTheSameToTheBit() {
    Random random = new Random(3);
    for (int i = 0; i < full.row().length; i++) {
      full.row()[i] = Float.intBitsToFloat(random.nextInt());
    }

    assertSame(full);
  }

  @Test
  void read_ofWhatIsMissing_isMissing() {
    assertSame(
        FraudRequest.of(
            new RawRecord("transactions", 0, 0, -1, null, null, List.of()),
            new FraudEvent("t", Payment.of(1, 2, "c", "t"), "JPY", null, null, null, null)));
  }

  @Test
  void read_ofAHeaderWithALongName_isTheSame() {
    RecordHeader header = new RecordHeader("h".repeat(70_000), new byte[] {9});
    RawRecord origin = new RawRecord("transactions", 0, 0, 1, null, null, List.of(header));

    assertSame(FraudRequest.of(origin, full.event()));
  }

  @Test
  void read_anotherVersionOrCutShort_isRefused() {
    byte[] bytes = FraudRequestBytes.of(full);
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    bytes[0] = 1;

    assertThatThrownBy(() -> FraudRequestBytes.read(bytes))
        .hasMessageContaining("version 1, this Weir reads 2");
    assertThatThrownBy(() -> FraudRequestBytes.read(cut))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSame(FraudRequest request) {
    FraudRequest read = FraudRequestBytes.read(FraudRequestBytes.of(request));

    assertThat(read.origin()).usingRecursiveComparison().isEqualTo(request.origin());
    assertThat(read.event()).isEqualTo(request.event());
    for (int i = 0; i < request.row().length; i++) {
      assertThat(Float.floatToRawIntBits(read.row()[i]))
          .isEqualTo(Float.floatToRawIntBits(request.row()[i]));
    }
  }
}
