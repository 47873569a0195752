package dev.weir.retrain.release.diff;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.calibrate.IsotonicMap;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.PackageSignature;
import dev.weir.engine.pack.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All that a package says of itself, as one list of names and values. */
final class PackageFacts {

  private static final int SHORT_DIGEST = 16;

  private final Map<String, String> facts = new LinkedHashMap<>();

  private PackageFacts() {}

  /** Facts by name, in the order in which people read them. */
  static Map<String, String> of(ModelPackage pack) throws IOException {
    PackageFacts facts = new PackageFacts();
    facts.describe(pack);
    return facts.facts;
  }

  private void describe(ModelPackage pack) throws IOException {
    PackageManifest manifest = pack.manifest();
    facts.put("model", manifest.id());
    facts.put("digest", pack.identity().digest());
    facts.put("licence", manifest.licence());
    facts.put("signed", Files.exists(pack.file(PackageSignature.FILE)) ? "yes" : "no");
    facts.put("max_tokens", Integer.toString(manifest.maxTokens()));
    facts.put("vocabulary_size", Integer.toString(manifest.vocabularySize()));
    long bytes = 0;
    Map<String, String> files = new TreeMap<>(manifest.files());
    for (String name : files.keySet()) {
      bytes += Files.size(pack.file(name));
    }
    facts.put("bytes", Long.toString(bytes));
    for (Variant variant : manifest.variants()) {
      facts.put(
          "variant." + variant.precision().id(),
          variant.file() + ", " + Files.size(pack.file(variant.file())) + " bytes");
    }
    for (HeadSpec head : manifest.heads()) {
      String task = head.task().name();
      facts.put("labels." + task, String.join(", ", head.task().labels()));
      facts.put("calibration." + task, calibration(head.calibration()));
    }
    flatten("provenance", manifest.provenance());
    flatten("metrics", manifest.metrics());
    flatten("throughput", manifest.throughput());
    files.forEach((name, digest) -> facts.put("sha256." + name, digest.substring(0, SHORT_DIGEST)));
  }

  private void flatten(String name, JsonNode node) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        flatten(name + "." + field.getKey(), field.getValue());
      }
    } else if (node.isArray() && hasObjects(node)) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode element = node.get(i);
        String key = element.path("task").asText(element.path("name").asText(Integer.toString(i)));
        flatten(name + "." + key, element);
      }
    } else if (!node.isMissingNode() && !node.isNull()) {
      facts.put(name, node.isValueNode() ? node.asText() : node.toString());
    }
  }

  private static boolean hasObjects(JsonNode array) {
    return !array.isEmpty() && array.get(0).isObject();
  }

  private static String calibration(Calibration calibration) {
    if (calibration.isNone()) {
      return "none";
    }
    return switch (calibration.method()) {
      case TEMPERATURE -> String.format(Locale.ROOT, "temperature %.4f", 1 / calibration.scale());
      case PLATT ->
          String.format(Locale.ROOT, "platt %.4f, %.4f", calibration.scale(), calibration.shift());
      case ISOTONIC -> {
        IsotonicMap curve = calibration.curve();
        yield "isotonic, " + (curve == null ? 0 : curve.thresholds().length) + " points";
      }
    };
  }
}
