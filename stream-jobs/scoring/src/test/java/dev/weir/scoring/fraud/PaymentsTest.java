package dev.weir.scoring.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.EntryMode;
import dev.weir.schemas.GeoPoint;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaymentsTest {
  private static CardTransaction.Builder event() {
    return CardTransaction.newBuilder()
        .setEventId("e")
        .setOccurredAt(Instant.ofEpochMilli(42))
        .setCardId("c")
        .setTerminalId("t")
        .setAmount(new BigDecimal("12.3400"))
        .setCurrency("EUR");
  }

  @Test
  void payment_ofABareTransaction_knowsNothingElse() {
    Payment payment = Payments.of(event().build());

    assertThat(payment).isEqualTo(Payment.of(42, 123_400, "c", "t"));
  }

  @Test
  void payment_ofAFullTransaction_hasPlaceAndFlags() {
    Payment payment =
        Payments.of(
            event()
                .setMerchantId("m")
                .setDeviceId("d")
                .setCountry("FR")
                .setCardCountry("DE")
                .setEntryMode(EntryMode.RECURRING)
                .setLocation(new GeoPoint(50.0, 8.0))
                .build());

    assertThat(payment).isEqualTo(new Payment(42, 123_400, "c", "t", "m", "d", true, true, 50, 8));
  }

  @Test
  void amount_tooFine_isRefused() {
    assertThatThrownBy(() -> Payments.units(new BigDecimal("0.00001")))
        .isInstanceOf(ArithmeticException.class);
  }
}
