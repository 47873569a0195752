package dev.weir.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLineTest {

  private static final Instant T0 = Instant.ofEpochMilli(1_000_000);

  @Test
  void alert_saysWhatToDoWithWhichCardAndWhy() {
    FraudAlert alert =
        FraudAlert.newBuilder()
            .setAlertId("a")
            .setEventId("e")
            .setOccurredAt(T0)
            .setVerdictId("v")
            .setCardId("card-7")
            .setSeverity(Severity.HIGH)
            .setRisk(0.934f)
            .setDecision(Decision.DECLINE)
            .setEventIds(List.of("e"))
            .setSuppressed(2)
            .setOpenedAt(T0)
            .setRaisedAt(T0)
            .setReasons(
                List.of(
                    rule("fraud.score", "fraud.decline"),
                    rule("card.burst", "burst"),
                    feature("card_sum_1h", 2.34f)))
            .setModel(new ModelRef("m", "1", "d"))
            .setPolicyVersion("p@1")
            .build();
    assertThat(RecordLine.of(alert))
        .isEqualTo(
            "HIGH      DECLINE  risk 0.93  card-7 +2  [fraud.decline,burst]  card_sum_1h +2.3");
  }

  private static FraudReason rule(String code, String rule) {
    return FraudReason.newBuilder().setCode(code).setPolicy("fraud@1").setRule(rule).build();
  }

  private static FraudReason feature(String name, float contribution) {
    return FraudReason.newBuilder()
        .setCode("feature.contribution")
        .setFeature(name)
        .setContribution(contribution)
        .build();
  }
}
