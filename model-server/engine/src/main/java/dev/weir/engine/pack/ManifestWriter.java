package dev.weir.engine.pack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.feature.TextNormalizer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a {@code weir.json}. */
final class ManifestWriter {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ManifestWriter() {}

  /** The file's bytes: indented, stable order, Unix line ends. */
  static byte[] write(PackageManifest manifest) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("format", PackageManifest.FORMAT);
    root.put("name", manifest.name());
    root.put("version", manifest.version());
    root.put("licence", manifest.licence());
    if (manifest.normalized()) {
      root.put("normalizer", TextNormalizer.ID);
    }
    if (manifest.maxTokens() > 0) {
      root.put("max_tokens", manifest.maxTokens());
    }
    if (manifest.vocabularySize() > 0) {
      root.put("vocabulary_size", manifest.vocabularySize());
    }
    ArrayNode inputs = root.putArray("inputs");
    @Nullable TableInput table = manifest.table();
    if (table != null) {
      write(table, inputs.addObject());
    }
    for (InputSpec input : manifest.inputs()) {
      write(input, inputs.addObject());
    }
    ArrayNode tasks = root.putArray("tasks");
    for (HeadSpec head : manifest.heads()) {
      ObjectNode node = tasks.addObject();
      node.put("name", head.task().name());
      node.put("output", head.output());
      node.put("kind", head.task().kind().id());
      head.task().labels().forEach(node.putArray("labels")::add);
      CalibrationJson.write(head.calibration(), node.putObject("calibration"));
    }
    ArrayNode variants = root.putArray("variants");
    for (Variant variant : manifest.variants()) {
      variants
          .addObject()
          .put("precision", variant.precision().id())
          .put("file", variant.file())
          .put("tolerance", variant.tolerance());
    }
    ObjectNode files = root.putObject("files");
    manifest.sortedFiles().forEach((name, digest) -> files.put(name, digest));
    GoldenJson.write(manifest, root.putArray("golden"));
    putIfPresent(root, "provenance", manifest.provenance());
    putIfPresent(root, "metrics", manifest.metrics());
    putIfPresent(root, "throughput", manifest.throughput());
    try {
      return (MAPPER.writeValueAsString(root).replace("\r\n", "\n") + "\n")
          .getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain nodes can always be written", e);
    }
  }

  private static void write(InputSpec input, ObjectNode node) {
    node.put("name", input.name()).put("type", "int64");
    node.putArray("shape")
        .add("batch")
        .add(input.feature().sequence().name().toLowerCase(Locale.ROOT));
    node.put("feature", input.feature().id());
    if (input.feature().role() == Feature.Role.IDS) {
      node.put("pad", input.pad());
    }
  }

  private static void write(TableInput table, ObjectNode node) {
    node.put("name", table.name()).put("type", "float32");
    table.shape().forEach(node.putArray("shape").add("batch")::add);
    node.put("feature", PackageManifest.COLUMNS);
    ArrayNode columns = node.putArray("columns");
    for (ColumnSpec column : table.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("missing", column.missingAllowed() ? "nan" : "error");
    }
  }

  private static void putIfPresent(ObjectNode root, String name, JsonNode node) {
    if (!node.isMissingNode() && !node.isNull()) {
      root.set(name, node);
    }
  }
}
