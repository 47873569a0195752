package dev.weir.simulator.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;

/**
 * An Avro record as plain JSON: field names of the schema, times as ISO 8601, decimals as numbers,
 * enums by name, null fields left out.
 */
final class EventJson {
  private EventJson() {}

  static void write(IndexedRecord event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    List<Field> fields = event.getSchema().getFields();
    for (int i = 0; i < fields.size(); i++) {
      Object value = event.get(i);
      if (value != null) {
        json.writeFieldName(fields.get(i).name());
        writeValue(value, json);
      }
    }
    json.writeEndObject();
  }

  private static void writeValue(Object value, JsonGenerator json) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Instant time) {
      json.writeString(time.toString());
    } else if (value instanceof BigDecimal amount) {
      BigDecimal plain = amount.stripTrailingZeros();
      json.writeNumber(plain.scale() < 0 ? plain.setScale(0) : plain);
    } else if (value instanceof Enum<?> constant) {
      json.writeString(constant.name());
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Float number) {
      json.writeNumber(number);
    } else if (value instanceof IndexedRecord inner) {
      write(inner, json);
    } else {
      throw new IllegalArgumentException(
          "JSON of an event: a field holds a "
              + value.getClass().getName()
              + ", which the simulated events do not use");
    }
  }
}
