package dev.weir.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.schemas.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertMessageTest {

  @TempDir Path folder;

  @Test
  void of_alert_isJsonWithEveryThingADeskNeeds() throws IOException {
    AlertMessage message = AlertMessage.of(Alerts.alert("a-1", Severity.HIGH));
    JsonNode json = new ObjectMapper().readTree(message.body());

    assertThat(message.key()).isEqualTo("a-1:1772352002000");
    assertThat(json.path("type").asText()).isEqualTo("fraud.alert");
    assertThat(json.path("key").asText()).isEqualTo(message.key());
    assertThat(json.path("severity").asText()).isEqualTo("HIGH");
    assertThat(json.path("risk").asDouble()).isEqualTo(0.75);
    assertThat(json.path("event_ids")).hasSize(2);
    assertThat(json.path("suppressed").asInt()).isEqualTo(3);
    assertThat(json.path("raised_at").asText()).isEqualTo("2026-03-01T08:00:02Z");
    assertThat(json.path("reasons").path(0).path("rule").asText()).isEqualTo("burst");
    assertThat(json.path("reasons").path(0).has("feature")).isFalse();
    assertThat(json.path("reasons").path(1).path("contribution").asDouble()).isEqualTo(1.5);
    assertThat(json.path("model").path("version").asText()).isEqualTo("1.0.0");
    assertThat(json.has("suppressed_until")).isFalse();
  }

  @Test
  void undelivered_isALineEach_alsoOfARecordThatCannotBeRead() throws IOException {
    Path file = folder.resolve("new/undelivered.jsonl");
    Undelivered undelivered = new Undelivered(file);
    undelivered.add(
        "alerts-0@7", Alerts.message("a:1"), "the receiver answered 400", Instant.EPOCH);
    undelivered.add("alerts-0@8", null, "no magic byte", Instant.EPOCH);

    List<String> lines = Files.readAllLines(file);

    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("position").asText()).isEqualTo("alerts-0@7");
    assertThat(first.path("reason").asText()).isEqualTo("the receiver answered 400");
    assertThat(first.path("body").asText()).isEqualTo("{\"key\":\"a:1\"}");
    assertThat(lines.get(1)).contains("no magic byte").doesNotContain("body");
  }
}
