package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.feature.TextNormalizer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    return new PackageManifest(
        JsonFields.text(root, "name"),
        JsonFields.text(root, "version"),
        JsonFields.text(root, "licence"),
        root.has("normalizer") && normalizer(JsonFields.text(root, "normalizer")),
        root.has("max_tokens") ? JsonFields.integer(root, "max_tokens") : 0,
        root.has("vocabulary_size") ? JsonFields.integer(root, "vocabulary_size") : 0,
        inputs(JsonFields.array(root, "inputs")),
        heads(JsonFields.array(root, "tasks")),
        variants(JsonFields.array(root, "variants")),
        files(JsonFields.object(root, "files")),
        golden(root.path("golden")),
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

  private static List<InputSpec> inputs(JsonNode array) {
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
              new TaskSpec(name, labels, kind(JsonFields.text(node, "kind"))),
              JsonFields.text(node, "output"),
              calibration(name, node.path("calibration"))));
    }
    return heads;
  }

  private static TaskKind kind(String id) {
    return switch (id) {
      case "softmax" -> TaskKind.SOFTMAX;
      case "sigmoid" -> TaskKind.SIGMOID;
      default ->
          throw new IllegalArgumentException(
              "unknown task kind '" + id + "'; known are softmax and sigmoid");
    };
  }

  private static Calibration calibration(String task, JsonNode node) {
    if (node.isMissingNode()) {
      return Calibration.none();
    }
    JsonFields.only(node, Set.of("method", "temperature", "slope", "intercept"));
    String method = JsonFields.text(node, "method");
    return switch (method) {
      case "none" -> Calibration.none();
      case "temperature" -> Calibration.temperature(JsonFields.number(node, "temperature"));
      case "platt" ->
          Calibration.platt(JsonFields.number(node, "slope"), JsonFields.number(node, "intercept"));
      default ->
          throw new IllegalArgumentException(
              "task "
                  + task
                  + ": unknown calibration method '"
                  + method
                  + "'; known are none, temperature and platt");
    };
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

  private static List<GoldenExample> golden(JsonNode array) {
    List<GoldenExample> examples = new ArrayList<>();
    for (JsonNode node : array) {
      JsonFields.only(node, Set.of("text", "scores"));
      Map<String, float[]> scores = new LinkedHashMap<>();
      for (Iterator<Map.Entry<String, JsonNode>> i =
              JsonFields.object(node, "scores").properties().iterator();
          i.hasNext(); ) {
        Map.Entry<String, JsonNode> entry = i.next();
        float[] values = new float[entry.getValue().size()];
        for (int k = 0; k < values.length; k++) {
          values[k] = (float) entry.getValue().get(k).asDouble();
        }
        scores.put(entry.getKey(), values);
      }
      examples.add(new GoldenExample(JsonFields.text(node, "text"), scores));
    }
    return examples;
  }
}
