package dev.weir.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** JSON values to the Java values that generated Avro classes hold. */
final class ValueParser {

  private ValueParser() {}

  /**
   * @param field dotted name of the field, for messages
   * @throws IllegalArgumentException if the value does not fit the schema; the message names the
   *     field, what was expected and what kind of value came (never a text's content)
   */
  static @Nullable Object parse(String field, Schema schema, JsonNode value) {
    if (value.isNull()) {
      if (schema.isNullable()) {
        return null;
      }
      throw new IllegalArgumentException("field '" + field + "' must not be null");
    }
    Schema type = AvroJson.withoutNull(schema);
    try {
      return switch (type.getType()) {
        case STRING -> text(field, value);
        case INT -> Math.toIntExact(new BigDecimal(text(field, value)).longValueExact());
        case LONG ->
            type.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? instant(field, value)
                : (Object) new BigDecimal(text(field, value)).longValueExact();
        case FLOAT -> Float.valueOf(text(field, value));
        case DOUBLE -> Double.valueOf(text(field, value));
        case BOOLEAN -> bool(field, value);
        case BYTES -> bytes(field, type, value);
        case ENUM -> symbol(field, type, value);
        case ARRAY -> list(field, type, value);
        case MAP -> map(field, type, value);
        case RECORD -> nested(field, type, value);
        case FIXED, UNION, NULL ->
            throw new IllegalArgumentException(
                "field '" + field + "' of type " + type + " cannot be read");
      };
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "field '%s': expected %s, found %s".formatted(field, name(type), shown(value)), e);
    }
  }

  private static String text(String field, JsonNode value) {
    if (value.isContainerNode()) {
      throw new IllegalArgumentException(
          "field '" + field + "': expected a single value, found " + value.getNodeType());
    }
    return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
  }

  private static Instant instant(String field, JsonNode value) {
    String text = text(field, value).strip();
    try {
      return text.matches("-?\\d+")
          ? Instant.ofEpochMilli(Long.parseLong(text))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "field '%s': expected a time as 2026-01-31T12:00:00Z or milliseconds since 1970, found %s"
              .formatted(field, shown(value)),
          e);
    }
  }

  private static boolean bool(String field, JsonNode value) {
    return switch (text(field, value)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              "field '" + field + "': expected true or false, found " + shown(value));
    };
  }

  private static Object bytes(String field, Schema type, JsonNode value) {
    if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(text(field, value).strip()).setScale(decimal.getScale());
    }
    return ByteBuffer.wrap(Base64.getDecoder().decode(text(field, value)));
  }

  private static Object symbol(String field, Schema type, JsonNode value) {
    String symbol = text(field, value);
    if (!type.hasEnumSymbol(symbol)) {
      throw new IllegalArgumentException(
          "field '%s': expected one of %s, found %s"
              .formatted(field, type.getEnumSymbols(), shown(value)));
    }
    return SpecificData.get().createEnum(symbol, type);
  }

  private static List<@Nullable Object> list(String field, Schema type, JsonNode value) {
    if (!value.isArray()) {
      throw new IllegalArgumentException(
          "field '" + field + "': expected a list, found " + value.getNodeType());
    }
    List<@Nullable Object> items = new ArrayList<>();
    value.forEach(item -> items.add(parse(field + "[]", type.getElementType(), item)));
    return items;
  }

  private static Map<String, @Nullable Object> map(String field, Schema type, JsonNode value) {
    if (!value.isObject()) {
      throw new IllegalArgumentException(
          "field '" + field + "': expected an object, found " + value.getNodeType());
    }
    Map<String, @Nullable Object> items = new HashMap<>();
    value
        .properties()
        .forEach(
            e ->
                items.put(
                    e.getKey(),
                    parse(field + "." + e.getKey(), type.getValueType(), e.getValue())));
    return items;
  }

  private static Object nested(String field, Schema type, JsonNode value) {
    if (!value.isObject()) {
      throw new IllegalArgumentException(
          "field '" + field + "': expected an object, found " + value.getNodeType());
    }
    SpecificRecordBase record =
        (SpecificRecordBase) SpecificData.newInstance(SpecificData.get().getClass(type), type);
    for (Schema.Field child : type.getFields()) {
      @Nullable JsonNode given = value.get(child.name());
      record.put(child.pos(), valueOrDefault(field + "." + child.name(), child, given));
    }
    return record;
  }

  /** The given value, or the schema's default where none is given. */
  static @Nullable Object valueOrDefault(
      String name, Schema.Field field, @Nullable JsonNode given) {
    if (given != null) {
      return parse(name, field.schema(), given);
    }
    if (!field.hasDefaultValue()) {
      throw new IllegalArgumentException("field '" + name + "' is missing");
    }
    return SpecificData.get().getDefaultValue(field);
  }

  private static String name(Schema type) {
    return type.getLogicalType() instanceof LogicalTypes.Decimal decimal
        ? "a decimal with at most " + decimal.getScale() + " places"
        : type.getType().getName();
  }

  /** A short value as it came; a longer one by its length, since it may be a user's text. */
  private static String shown(JsonNode value) {
    String text = value.isValueNode() ? value.asText() : value.getNodeType().name();
    return text.length() <= 40 ? "'" + text + "'" : "a text of " + text.length() + " characters";
  }
}
