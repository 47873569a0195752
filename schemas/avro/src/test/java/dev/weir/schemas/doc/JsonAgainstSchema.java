package dev.weir.schemas.doc;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Says where plain JSON, as the command reads and prints it, does not fit a schema. */
final class JsonAgainstSchema {
  private final List<String> misfits = new ArrayList<>();

  static List<String> misfits(JsonNode json, Schema schema) {
    JsonAgainstSchema check = new JsonAgainstSchema();
    check.visit(schema.getName(), json, schema);
    return check.misfits;
  }

  private void visit(String path, JsonNode json, Schema schema) {
    switch (schema.getType()) {
      case RECORD -> visitRecord(path, json, schema);
      case UNION -> {
        if (!json.isNull()) {
          visit(path, json, schema.getTypes().get(1));
        }
      }
      case ARRAY -> {
        expect(json.isArray(), path, "a list");
        json.forEach(item -> visit(path + "[]", item, schema.getElementType()));
      }
      case MAP -> {
        expect(json.isObject(), path, "an object");
        json.forEach(item -> visit(path + "{}", item, schema.getValueType()));
      }
      case ENUM -> expect(schema.getEnumSymbols().contains(json.asText()), path, "a symbol");
      case LONG -> expect(isTime(schema) ? isInstant(json) : json.isNumber(), path, "a long");
      case BYTES -> expect(isMoney(json, schema), path, "a decimal in quotes");
      case BOOLEAN -> expect(json.isBoolean(), path, "true or false");
      case STRING -> expect(json.isTextual(), path, "a text");
      default -> expect(json.isNumber(), path, "a number");
    }
  }

  private void visitRecord(String path, JsonNode json, Schema schema) {
    expect(json.isObject(), path, "an object");
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      expect(schema.getField(name) != null, path + "." + name, "no such field");
    }
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.get(field.name());
      if (value != null) {
        visit(path + "." + field.name(), value, field.schema());
      } else {
        expect(field.hasDefaultValue(), path + "." + field.name(), "a value");
      }
    }
  }

  private static boolean isTime(Schema schema) {
    return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis;
  }

  private static boolean isInstant(JsonNode json) {
    return json.isTextual() && Instant.parse(json.asText()) != null;
  }

  private static boolean isMoney(JsonNode json, Schema schema) {
    LogicalTypes.Decimal type = (LogicalTypes.Decimal) schema.getLogicalType();
    return json.isTextual() && new BigDecimal(json.asText()).scale() <= type.getScale();
  }

  private void expect(boolean fits, String path, String expected) {
    if (!fits) {
      misfits.add(path + ": expected " + expected);
    }
  }
}
