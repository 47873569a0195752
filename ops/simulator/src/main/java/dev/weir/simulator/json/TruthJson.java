package dev.weir.simulator.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.weir.simulator.truth.BrokenTruth;
import dev.weir.simulator.truth.CardTruth;
import dev.weir.simulator.truth.TextTruth;
import dev.weir.simulator.truth.Truth;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A truth as one JSON object.
 *
 * <pre>
 *   {"event_id","topic","sentiment","spam","abuse","obfuscated","wave_id","language"}
 *   {"event_id","topic","is_fraud","scenario"}
 *   {"event_id","topic","broken"}
 * </pre>
 */
final class TruthJson {
  private TruthJson() {}

  static void write(Truth truth, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("event_id", truth.eventId());
    json.writeStringField("topic", truth.topic());
    if (truth instanceof TextTruth text) {
      writeNullable("sentiment", text.sentimentLabel(), json);
      json.writeStringField("spam", text.spamLabel());
      json.writeStringField("abuse", text.abuseLabel());
      json.writeBooleanField("obfuscated", text.obfuscated());
      writeNullable("wave_id", text.waveId(), json);
      json.writeStringField("language", text.language());
    } else if (truth instanceof CardTruth card) {
      json.writeBooleanField("is_fraud", card.isFraud());
      json.writeNumberField("scenario", card.scenario());
    } else if (truth instanceof BrokenTruth broken) {
      json.writeStringField("broken", broken.damage());
    }
    json.writeEndObject();
  }

  private static void writeNullable(String name, @Nullable String value, JsonGenerator json)
      throws IOException {
    json.writeFieldName(name);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeString(value);
    }
  }
}
