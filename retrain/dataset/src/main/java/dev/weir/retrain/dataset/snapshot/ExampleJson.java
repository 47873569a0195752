package dev.weir.retrain.dataset.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An example as one line of JSON; equal examples give equal lines. Stateless. */
final class ExampleJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ExampleJson() {}

  static String write(Example example) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("split", example.split().id());
    node.put("source", example.source());
    node.put("id", example.id());
    node.put("text", example.text());
    if (example.language() != null) {
      node.put("language", example.language());
    }
    ObjectNode labels = node.putObject("labels");
    new TreeMap<>(example.labels()).forEach(labels::put);
    if (!example.auxiliary().isEmpty()) {
      ObjectNode auxiliary = node.putObject("auxiliary");
      new TreeMap<>(example.auxiliary())
          .forEach(
              (name, values) -> {
                ArrayNode list = auxiliary.putArray(name);
                values.forEach(list::add);
              });
    }
    if (!example.slices().isEmpty()) {
      ObjectNode slices = node.putObject("slices");
      new TreeMap<>(example.slices()).forEach(slices::put);
    }
    return node.toString();
  }

  /** Reads a line that {@link #write} wrote. */
  static Example read(String line) throws JsonProcessingException {
    JsonNode node = JSON.readTree(line);
    Map<String, List<String>> auxiliary = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.path("auxiliary").properties()) {
      List<String> values = new ArrayList<>();
      entry.getValue().forEach(value -> values.add(value.asText()));
      auxiliary.put(entry.getKey(), values);
    }
    @Nullable String language = node.hasNonNull("language") ? node.path("language").asText() : null;
    return new Example(
        node.path("id").asText(),
        node.path("text").asText(),
        Split.of(node.path("split").asText()).orElse(Split.TRAIN),
        node.path("source").asText(),
        language,
        texts(node.path("labels")),
        auxiliary,
        texts(node.path("slices")));
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
