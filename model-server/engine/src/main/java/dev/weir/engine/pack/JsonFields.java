package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.error.NearestName;
import java.util.Set;
import java.util.TreeSet;

/** Typed access to the fields of a JSON object; says which field is wrong. */
final class JsonFields {
  private JsonFields() {}

  static String text(JsonNode object, String name) {
    JsonNode node = field(object, name);
    if (!node.isTextual() || node.asText().isBlank()) {
      throw new IllegalArgumentException(name + " must be a text, was " + kind(node));
    }
    return node.asText();
  }

  static int integer(JsonNode object, String name) {
    JsonNode node = field(object, name);
    if (!node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new IllegalArgumentException(name + " must be a whole number, was " + kind(node));
    }
    return node.asInt();
  }

  static double number(JsonNode object, String name) {
    JsonNode node = field(object, name);
    if (!node.isNumber()) {
      throw new IllegalArgumentException(name + " must be a number, was " + kind(node));
    }
    return node.asDouble();
  }

  static float[] floats(JsonNode object, String name) {
    JsonNode array = array(object, name);
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = array.get(i);
      if (!value.isNumber()) {
        throw new IllegalArgumentException(
            name + " must hold numbers, has " + kind(value) + " at " + i);
      }
      values[i] = (float) value.asDouble();
    }
    return values;
  }

  static JsonNode array(JsonNode object, String name) {
    JsonNode node = field(object, name);
    if (!node.isArray()) {
      throw new IllegalArgumentException(name + " must be a list, was " + kind(node));
    }
    return node;
  }

  static JsonNode object(JsonNode object, String name) {
    JsonNode node = field(object, name);
    if (!node.isObject()) {
      throw new IllegalArgumentException(name + " must be an object, was " + kind(node));
    }
    return node;
  }

  static void only(JsonNode object, Set<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw new IllegalArgumentException(
                    "unknown key '"
                        + name
                        + "'; known are "
                        + String.join(", ", new TreeSet<>(known))
                        + NearestName.hint(name, known));
              }
            });
  }

  private static JsonNode field(JsonNode object, String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return node;
  }

  private static String kind(JsonNode node) {
    return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " " + node;
  }
}
