package dev.weir.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.CardTransaction;
import dev.weir.schemas.GeoPoint;
import dev.weir.scoring.deadletter.DeadLetterHeaders;
import dev.weir.scoring.deadletter.DeadLetters;
import dev.weir.scoring.deadletter.Stage;
import dev.weir.scoring.event.FraudRequest;
import dev.weir.scoring.event.PaymentLimits;
import dev.weir.scoring.record.RawRecord;
import dev.weir.scoring.record.RecordHeader;
import dev.weir.serde.RegistryUnavailableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FraudIntakeTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final CardTransaction.Builder transaction =
      CardTransaction.newBuilder()
          .setEventId("t-1")
          .setOccurredAt(NOW)
          .setCardId("card")
          .setTerminalId("terminal")
          .setAmount(new BigDecimal("12.5000"))
          .setCurrency("EUR");
  private PaymentLimits limits = PaymentLimits.DEFAULT;
  private int registryAwayFor;
  private boolean undecodable;

  @Test
  void read_goodRecord_isARequestOfIt() throws InterruptedException {
    FraudRequest request = accepted();

    assertThat(request.eventId()).isEqualTo("t-1");
    assertThat(request.event().payment().amount()).isEqualTo(125_000);
    assertThat(request.event().payment().occurredAt()).isEqualTo(NOW.toEpochMilli());
    assertThat(request.origin().offset()).isEqualTo(7);
    assertThat(request.row()).containsOnly(Float.NaN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0000", "-12.5000", "10000000000.0000", "-10000000000.0000", "0.0001"})
  void read_zeroRefundAndLargestAmount_areValid(String amount) throws InterruptedException {
    transaction.setAmount(new BigDecimal(amount));

    assertThat(accepted().event().payment().amount())
        .isEqualTo(new BigDecimal(amount).movePointRight(4).longValueExact());
  }

  @ParameterizedTest
  @ValueSource(strings = {"10000000000.0001", "-10000000000.0001", "1E+30", "922337203685478.0000"})
  void read_absurdAmount_isADeadLetterOfValidation(String amount) throws InterruptedException {
    transaction.setAmount(new BigDecimal(amount));

    assertRefused("amount has ", "expected at most 10000000000");
  }

  @Test
  void read_amountOfAHundredThousandDigits_isRefusedByItsLength() throws InterruptedException {
    transaction.setAmount(new BigDecimal(BigInteger.ONE.shiftLeft(400_000), 4));

    assertRefused("amount has 120408 digits before the point");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eur", "EURO", "XXX", "XTS", "ABC"})
  void read_unknownCurrency_isADeadLetterOfValidation(String currency) throws InterruptedException {
    transaction.setCurrency(currency);

    assertRefused("currency '" + currency + "' is unknown; expected an ISO 4217 code");
  }

  @Test
  void read_currencyThatTheModelDoesNotKnow_isRefused() throws InterruptedException {
    limits = PaymentLimits.DEFAULT.withCurrencies(Set.of("USD", "EUR"));
    assertThat(accepted()).isNotNull();

    transaction.setCurrency("JPY");
    assertRefused("currency is JPY; this job takes [EUR, USD]");
  }

  @Test
  void read_missingIds_areRefusedByName() throws InterruptedException {
    transaction.setCardId(" ");
    assertRefused("card_id is blank");
    transaction.setCardId("card").setTerminalId("");
    assertRefused("terminal_id is blank");
    transaction.setTerminalId("terminal").setEventId("");
    assertRefused("event_id is blank");
    transaction.setEventId("t-1").setDeviceId("d".repeat(513));
    assertRefused("device_id has 513 characters; expected at most 512");
  }

  @Test
  void read_placeOffTheEarth_isRefused() throws InterruptedException {
    transaction.setLocation(new GeoPoint(90.5, 0.0));
    assertRefused("location is 90.5, 0.0");
    transaction.setLocation(new GeoPoint(0.0, Double.NaN));
    assertRefused("location is 0.0, NaN");
    transaction.setLocation(new GeoPoint(-90.0, 180.0));
    assertThat(accepted().event().payment().latitude()).isEqualTo(-90);
  }

  @Test
  void read_timeMoreThanADayAhead_isRefusedAndALateOneIsNot() throws InterruptedException {
    transaction.setOccurredAt(NOW.plusSeconds(86_400));
    assertThat(accepted()).isNotNull();
    transaction.setOccurredAt(NOW.plusSeconds(86_401));
    assertRefused("occurred_at is 2026-03-02T12:00:01Z; expected 2026-03-02T12:00:00Z");
    transaction.setOccurredAt(NOW.minusSeconds(400 * 86_400L));
    assertThat(accepted()).isNotNull();
  }

  @Test
  void read_undecodableRecord_isADeadLetterOfThatStage() throws InterruptedException {
    undecodable = true;

    assertThat(refused().stage()).isEqualTo(Stage.DECODE);
  }

  @Test
  void read_registryAway_waitsAndLosesNothing() throws InterruptedException {
    registryAwayFor = 3;

    assertThat(accepted()).isNotNull();
    assertThat(registryAwayFor).isZero();
  }

  private FraudRequest accepted() throws InterruptedException {
    Admission<FraudRequest> admission = read();
    assertThat(admission).isInstanceOf(Admission.Accepted.class);
    return ((Admission.Accepted<FraudRequest>) admission).request();
  }

  private Admission.Refused<FraudRequest> refused() throws InterruptedException {
    Admission<FraudRequest> admission = read();
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return (Admission.Refused<FraudRequest>) admission;
  }

  private void assertRefused(String... says) throws InterruptedException {
    Admission.Refused<FraudRequest> refused = refused();
    assertThat(refused.stage()).isEqualTo(Stage.VALIDATE);
    assertThat(refused.deadLetter().topic()).isEqualTo("dead-letters");
    assertThat(RecordHeader.lastText(refused.deadLetter().headers(), DeadLetterHeaders.MESSAGE))
        .contains(says);
  }

  private Admission<FraudRequest> read() throws InterruptedException {
    try (FraudIntake intake =
        new FraudIntake(
            (topic, bytes) -> decode(),
            limits,
            new DeadLetters("dead-letters", "test"),
            new RegistryPatience(pause -> {}),
            () -> Instant.EPOCH,
            () -> {})) {
      return intake.read(
          new RawRecord("transactions", 0, 7, NOW.toEpochMilli(), null, new byte[1], List.of()));
    }
  }

  private CardTransaction decode() {
    if (registryAwayFor > 0) {
      registryAwayFor--;
      throw new RegistryUnavailableException("connection refused", null);
    }
    if (undecodable) {
      throw new IllegalArgumentException("not a transaction");
    }
    return transaction.build();
  }
}
