package dev.weir.cli.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON Lines: one object a line, UTF-8; blank lines are skipped. */
final class JsonLinesRowReader implements RowReader {

  private final BufferedReader lines;
  private final ObjectReader json =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .readerFor(JsonNode.class);
  private long line;

  JsonLinesRowReader(Path file) throws IOException {
    // InputStreamReader replaces malformed bytes; the record then carries U+FFFD where they were
    lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
  }

  @Override
  public List<String> columns() {
    return List.of();
  }

  @Override
  public Optional<Row> next() throws IOException, BadRowException {
    @Nullable String text;
    do {
      text = lines.readLine();
      line++;
    } while (text != null && text.isBlank());
    if (text == null) {
      return Optional.empty();
    }
    JsonNode node;
    try {
      node = json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new BadRowException(line, "no JSON: " + e.getOriginalMessage());
    }
    if (!node.isObject()) {
      throw new BadRowException(
          line, "expected one JSON object a line, found " + node.getNodeType());
    }
    Map<String, JsonNode> values = new LinkedHashMap<>();
    node.properties().forEach(field -> values.put(field.getKey(), field.getValue()));
    return Optional.of(new Row(line, values));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
