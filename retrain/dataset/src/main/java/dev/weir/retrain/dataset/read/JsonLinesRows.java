package dev.weir.retrain.dataset.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.DatasetException.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * JSON Lines: one object a line, blank lines skipped. A list of values becomes one cell with {@code
 * |} between them; null is an absent cell; objects inside are named {@code outer.inner}. Stateless.
 */
final class JsonLinesRows {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private JsonLinesRows() {}

  static List<RawRow> read(Path file, Reader reader) throws IOException {
    List<RawRow> rows = new ArrayList<>();
    BufferedReader lines = new BufferedReader(reader);
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        rows.add(row(file, number, line));
      }
    }
    return rows;
  }

  private static RawRow row(Path file, long number, String line) {
    JsonNode node;
    try {
      node = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw malformed(file, number, "no JSON (column " + e.getLocation().getColumnNr() + ")", e);
    }
    if (!node.isObject()) {
      throw malformed(file, number, "found " + node.getNodeType(), null);
    }
    Map<String, String> cells = new HashMap<>();
    collect("", node, cells);
    return new RawRow(file, number, cells);
  }

  private static void collect(String prefix, JsonNode object, Map<String, String> cells) {
    object
        .properties()
        .forEach(
            field -> {
              String name = prefix + field.getKey();
              JsonNode value = field.getValue();
              if (value.isObject()) {
                collect(name + ".", value, cells);
              } else if (value.isArray()) {
                StringJoiner joined = new StringJoiner("|");
                value.forEach(element -> joined.add(element.asText()));
                cells.put(name, joined.toString());
              } else if (!value.isNull()) {
                cells.put(name, value.asText());
              }
            });
  }

  private static DatasetException malformed(
      Path file, long number, String what, @Nullable Throwable cause) {
    String message =
        "%s: line %d: expected one JSON object a line, %s; correct or remove the line"
            .formatted(file.getFileName(), number, what);
    return cause == null
        ? new DatasetException(Problem.MALFORMED, message)
        : new DatasetException(Problem.MALFORMED, message, cause);
  }
}
