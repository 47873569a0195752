package dev.weir.cli.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.cli.UsageFailure;
import dev.weir.engine.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of a table model that somebody typed as JSON objects. */
public final class JsonRows {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonRows() {}

  /**
   * The rows in the order of the columns.
   *
   * @throws UsageFailure if one is no JSON object of numbers, or names an unknown column
   */
  public static List<float[]> of(List<String> objects, Columns columns) {
    List<float[]> rows = new ArrayList<>();
    for (String object : objects) {
      rows.add(row(object, columns));
    }
    return rows;
  }

  private static float[] row(String object, Columns columns) {
    float[] row = columns.newRow();
    for (Map.Entry<String, JsonNode> field : parse(object).properties()) {
      row[place(field.getKey(), columns)] = value(field.getKey(), field.getValue());
    }
    return row;
  }

  private static JsonNode parse(String object) {
    try {
      JsonNode node = MAPPER.readTree(object);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new UsageFailure(
          "--row: expected a JSON object such as {\"amount\":12.5}, found "
              + object
              + " ("
              + e.getOriginalMessage()
              + ")");
    }
    throw new UsageFailure(
        "--row: expected a JSON object such as {\"amount\":12.5}, found " + object);
  }

  private static int place(String name, Columns columns) {
    try {
      return columns.index(name);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure("--row: " + e.getMessage());
    }
  }

  private static float value(String name, JsonNode node) {
    if (node.isNull()) {
      return Float.NaN;
    }
    if (node.isBoolean()) {
      return node.asBoolean() ? 1 : 0;
    }
    if (!node.isNumber()) {
      throw new UsageFailure(
          "--row: column '" + name + "': expected a number, true, false or null, found " + node);
    }
    return (float) node.asDouble();
  }
}
