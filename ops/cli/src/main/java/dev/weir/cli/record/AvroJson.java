package dev.weir.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro records as plain JSON: timestamps as ISO 8601, decimals as strings (no digit is lost), bytes
 * as Base64, nested records as objects.
 */
public final class AvroJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AvroJson() {}

  /** The record's fields in the schema's order. */
  public static ObjectNode toJson(IndexedRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), toJson(field.schema(), record.get(field.pos())));
    }
    return object;
  }

  private static JsonNode toJson(Schema schema, @Nullable Object value) {
    if (value == null) {
      return NODES.nullNode();
    }
    Schema type = withoutNull(schema);
    if (value instanceof IndexedRecord record) {
      return toJson(record);
    }
    if (value instanceof Collection<?> items) {
      ArrayNode array = NODES.arrayNode(items.size());
      items.forEach(item -> array.add(toJson(type.getElementType(), item)));
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, item) -> object.set(key.toString(), toJson(type.getValueType(), item)));
      return object;
    }
    return scalar(type, value);
  }

  private static JsonNode scalar(Schema type, Object value) {
    if (value instanceof Instant instant) {
      return NODES.textNode(instant.toString());
    }
    if (value instanceof BigDecimal decimal) {
      return NODES.textNode(decimal.toPlainString());
    }
    if (value instanceof Long number) {
      return type.getLogicalType() instanceof LogicalTypes.TimestampMillis
          ? NODES.textNode(Instant.ofEpochMilli(number).toString())
          : NODES.numberNode(number);
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Float number) {
      return NODES.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.duplicate().get(bytes);
      return type.getLogicalType() instanceof LogicalTypes.Decimal decimal
          ? NODES.textNode(
              new BigDecimal(new BigInteger(bytes), decimal.getScale()).toPlainString())
          : NODES.textNode(Base64.getEncoder().encodeToString(bytes));
    }
    return NODES.textNode(value.toString());
  }

  /** The one branch of a nullable union, or the schema itself. */
  static Schema withoutNull(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    return schema.getTypes().stream()
        .filter(branch -> branch.getType() != Schema.Type.NULL)
        .findFirst()
        .orElse(schema);
  }
}
