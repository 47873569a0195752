package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import java.time.Instant;
import java.util.List;

/** Alerts and messages to send. */
final class Alerts {

  private Alerts() {}

  static AlertMessage message(String key) {
    return new AlertMessage(key, "{\"key\":\"%s\"}".formatted(key).getBytes(UTF_8));
  }

  static FraudAlert alert(String id, Severity severity) {
    Instant at = Instant.parse("2026-03-01T08:00:00Z");
    return FraudAlert.newBuilder()
        .setAlertId(id)
        .setEventId("t-2")
        .setOccurredAt(at)
        .setVerdictId("v-2")
        .setCardId("card-1")
        .setSeverity(severity)
        .setRisk(0.75f)
        .setDecision(Decision.DECLINE)
        .setEventIds(List.of("t-1", "t-2"))
        .setSuppressed(3)
        .setOpenedAt(at)
        .setRaisedAt(at.plusSeconds(2))
        .setReasons(
            List.of(
                new FraudReason("card.burst", "fraud", "burst", null, null, "many payments"),
                new FraudReason(
                    "feature.contribution", null, null, "card_speed", 1.5f, "card_speed is 900.0")))
        .setModel(new ModelRef("weir-fraud", "1.0.0", "ff"))
        .setPolicyVersion("fraud@1")
        .build();
  }
}
