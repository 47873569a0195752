package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.feature.TextNormalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code weir.json}. Every key is checked: an unknown one is a mistake. */
final class ManifestReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Set<String> KEYS =
      Set.of(
          "format",
          "name",
          "version",
          "licence",
          "normalizer",
          "max_tokens",
          "vocabulary_size",
          "inputs",
          "tasks",
          "variants",
          "files",
          "golden",
          "provenance",
          "metrics",
          "throughput");

  private ManifestReader() {}

  /**
   * Reads a manifest.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static PackageManifest read(byte[] json) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (java.io.IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
    if (root == null || !root.isObject()) {
      throw new IllegalArgumentException("not a JSON object");
    }
    int format = JsonFields.integer(root, "format");
    if (format != PackageManifest.FORMAT) {
      throw new IllegalArgumentException(
          "format " + format + " is not one that this version reads; it reads 1");
    }
    JsonFields.only(root, KEYS);
    JsonNode inputs = JsonFields.array(root, "inputs");
    @Nullable TableInput table = isTable(inputs) ? table(inputs) : null;
    return new PackageManifest(
        JsonFields.text(root, "name"),
        JsonFields.text(root, "version"),
        JsonFields.text(root, "licence"),
        root.has("normalizer") && normalizer(JsonFields.text(root, "normalizer")),
        root.has("max_tokens") ? JsonFields.integer(root, "max_tokens") : 0,
        root.has("vocabulary_size") ? JsonFields.integer(root, "vocabulary_size") : 0,
        table == null ? ids(inputs) : List.of(),
        table,
        heads(JsonFields.array(root, "tasks")),
        variants(JsonFields.array(root, "variants")),
        files(JsonFields.object(root, "files")),
        GoldenJson.read(root.path("golden"), table),
        root.path("provenance"),
        root.path("metrics"),
        root.path("throughput"));
  }

  private static boolean normalizer(String id) {
    if (!id.equals(TextNormalizer.ID)) {
      throw new IllegalArgumentException(
          "unknown normalizer '" + id + "'; known is " + TextNormalizer.ID);
    }
    return true;
  }

  private static boolean isTable(JsonNode inputs) {
    return inputs.path(0).path("feature").asText().equals(PackageManifest.COLUMNS);
  }

  private static TableInput table(JsonNode inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "a model of columns takes one input, not " + inputs.size());
    }
    JsonNode input = inputs.get(0);
    JsonFields.only(input, Set.of("name", "type", "shape", "feature", "columns"));
    List<ColumnSpec> columns = new ArrayList<>();
    for (JsonNode node : JsonFields.array(input, "columns")) {
      JsonFields.only(node, Set.of("name", "missing"));
      String missing = node.has("missing") ? JsonFields.text(node, "missing") : "error";
      if (!missing.equals("error") && !missing.equals("nan")) {
        throw new IllegalArgumentException("missing must be error or nan, was '" + missing + "'");
      }
      columns.add(new ColumnSpec(JsonFields.text(node, "name"), missing.equals("nan")));
    }
    List<Integer> shape = new ArrayList<>();
    for (JsonNode size : JsonFields.array(input, "shape")) {
      shape.add(size.asInt()); // "batch" is 0
    }
    return new TableInput(
        JsonFields.text(input, "name"),
        shape.subList(Math.min(1, shape.size()), shape.size()),
        columns);
  }

  private static List<InputSpec> ids(JsonNode array) {
    List<InputSpec> inputs = new ArrayList<>();
    for (JsonNode node : array) {
      JsonFields.only(node, Set.of("name", "type", "shape", "feature", "pad"));
      inputs.add(
          new InputSpec(
              JsonFields.text(node, "name"),
              Feature.of(JsonFields.text(node, "feature")),
              node.path("pad").asLong(0)));
    }
    return inputs;
  }

  private static List<HeadSpec> heads(JsonNode array) {
    List<HeadSpec> heads = new ArrayList<>();
    for (JsonNode node : array) {
      JsonFields.only(node, Set.of("name", "output", "kind", "labels", "calibration"));
      List<String> labels = new ArrayList<>();
      JsonFields.array(node, "labels").forEach(label -> labels.add(label.asText()));
      String name = JsonFields.text(node, "name");
      heads.add(
          new HeadSpec(
              new TaskSpec(name, labels, TaskKind.of(JsonFields.text(node, "kind"))),
              JsonFields.text(node, "output"),
              CalibrationJson.read(name, node.path("calibration"))));
    }
    return heads;
  }

  private static List<Variant> variants(JsonNode array) {
    List<Variant> variants = new ArrayList<>();
    for (JsonNode node : array) {
      JsonFields.only(node, Set.of("precision", "file", "tolerance"));
      variants.add(
          new Variant(
              Variant.Precision.of(JsonFields.text(node, "precision")),
              JsonFields.text(node, "file"),
              (float) node.path("tolerance").asDouble(Variant.DEFAULT_TOLERANCE)));
    }
    return variants;
  }

  private static Map<String, String> files(JsonNode object) {
    Map<String, String> files = new LinkedHashMap<>();
    object.properties().forEach(entry -> files.put(entry.getKey(), entry.getValue().asText()));
    return files;
  }
}
