package dev.weir.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.schemas.FraudAlert;
import dev.weir.schemas.FraudReason;
import org.jspecify.annotations.Nullable;

/**
 * An alert as it is sent. Equal records give equal bytes and the same key, however often they are
 * read. Immutable; the body is not copied.
 *
 * @param key names this state of the alert: its id and when the state was written
 * @param body JSON, UTF-8; docs/webhooks.md lists its fields
 */
@SuppressWarnings("ArrayRecordComponent") // bytes of the wire, never compared
public record AlertMessage(String key, byte[] body) {

  /** The message of an alert. */
  public static AlertMessage of(FraudAlert alert) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    String key = alert.getAlertId() + ":" + alert.getRaisedAt().toEpochMilli();
    json.put("type", "fraud.alert");
    json.put("key", key);
    json.put("alert_id", alert.getAlertId());
    json.put("card_id", alert.getCardId());
    json.put("severity", alert.getSeverity().name());
    json.put("risk", alert.getRisk());
    json.put("decision", alert.getDecision().name());
    json.put("event_id", alert.getEventId());
    json.put("verdict_id", alert.getVerdictId());
    json.put("occurred_at", alert.getOccurredAt().toString());
    json.put("opened_at", alert.getOpenedAt().toString());
    json.put("raised_at", alert.getRaisedAt().toString());
    if (alert.getSuppressedUntil() != null) {
      json.put("suppressed_until", alert.getSuppressedUntil().toString());
    }
    json.put("suppressed", alert.getSuppressed());
    ArrayNode events = json.putArray("event_ids");
    alert.getEventIds().forEach(events::add);
    ArrayNode reasons = json.putArray("reasons");
    alert.getReasons().forEach(reason -> add(reason, reasons.addObject()));
    json.putObject("model")
        .put("name", alert.getModel().getName())
        .put("version", alert.getModel().getVersion());
    json.put("policy_version", alert.getPolicyVersion());
    return new AlertMessage(key, json.toString().getBytes(UTF_8));
  }

  private static void add(FraudReason reason, ObjectNode json) {
    json.put("code", reason.getCode());
    put(json, "rule", reason.getRule());
    put(json, "feature", reason.getFeature());
    if (reason.getContribution() != null) {
      json.put("contribution", reason.getContribution());
    }
    put(json, "detail", reason.getDetail());
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
