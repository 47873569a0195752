package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code golden} examples of a {@code weir.json}: a text, or a row by column name. */
final class GoldenJson {
  private GoldenJson() {}

  static List<GoldenExample> read(JsonNode array, @Nullable TableInput table) {
    List<GoldenExample> examples = new ArrayList<>();
    for (JsonNode node : array) {
      JsonFields.only(node, Set.of(table == null ? "text" : "row", "scores"));
      Map<String, float[]> scores = new LinkedHashMap<>();
      JsonNode given = JsonFields.object(node, "scores");
      given.fieldNames().forEachRemaining(task -> scores.put(task, JsonFields.floats(given, task)));
      examples.add(
          table == null
              ? new GoldenExample.Text(JsonFields.text(node, "text"), scores)
              : new GoldenExample.Row(row(JsonFields.object(node, "row"), table), scores));
    }
    return examples;
  }

  private static float[] row(JsonNode object, TableInput table) {
    List<String> names = table.names();
    JsonFields.only(object, Set.copyOf(names));
    float[] values = new float[names.size()];
    for (int i = 0; i < values.length; i++) {
      JsonNode value = object.path(names.get(i));
      values[i] = value.isNumber() ? (float) value.asDouble() : Float.NaN;
    }
    return values;
  }

  static void write(PackageManifest manifest, ArrayNode golden) {
    for (GoldenExample example : manifest.golden()) {
      ObjectNode node = golden.addObject();
      @Nullable TableInput table = manifest.table();
      if (example instanceof GoldenExample.Text text) {
        node.put("text", text.text());
      } else if (example instanceof GoldenExample.Row row && table != null) {
        write(row.values(), table.names(), node.putObject("row"));
      }
      ObjectNode scores = node.putObject("scores");
      for (HeadSpec head : manifest.heads()) {
        float[] values = example.scores().get(head.task().name());
        if (values != null) {
          ArrayNode array = scores.putArray(head.task().name());
          for (float value : values) {
            array.add(value);
          }
        }
      }
    }
  }

  private static void write(float[] values, List<String> names, ObjectNode row) {
    for (int i = 0; i < values.length; i++) {
      if (Float.isNaN(values[i])) {
        row.putNull(names.get(i));
      } else {
        row.put(names.get(i), values[i]);
      }
    }
  }
}
