package dev.weir.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.schemas.Decision;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.ModelRef;
import dev.weir.schemas.Severity;
import dev.weir.scoring.record.OutboundRecord;
import dev.weir.serde.RegistryUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FraudAlertWriterTest {

  private final List<String> asked = new ArrayList<>();

  @Test
  void write_alert_isKeyedByItsCard() throws InterruptedException {
    OutboundRecord record = writer(0).write(alert());

    assertThat(record.topic()).isEqualTo("weir.fraud-alerts");
    assertThat(record.key()).isEqualTo("card-7".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo("alert-1".getBytes(UTF_8));
  }

  @Test
  void write_registryAway_waitsForIt() throws InterruptedException {
    writer(2).write(alert());

    assertThat(asked)
        .containsExactly("weir.fraud-alerts", "weir.fraud-alerts", "weir.fraud-alerts");
  }

  private FraudAlertWriter writer(int failures) {
    return new FraudAlertWriter(
        (topic, alert) -> {
          asked.add(topic);
          if (asked.size() <= failures) {
            throw new RegistryUnavailableException("away", new IllegalStateException("away"));
          }
          return alert.getAlertId().getBytes(UTF_8);
        },
        "weir.fraud-alerts",
        new RegistryPatience(pause -> {}),
        () -> {});
  }

  private static FraudAlert alert() {
    Instant at = Instant.ofEpochMilli(1);
    return new FraudAlert(
        "alert-1",
        "t-1",
        at,
        "verdict-1",
        "card-7",
        Severity.HIGH,
        0.9f,
        Decision.DECLINE,
        List.of("t-1"),
        0,
        at,
        at,
        null,
        List.of(),
        new ModelRef("m", "1", ""),
        "fraud@1");
  }
}
