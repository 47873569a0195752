package dev.weir.cli.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.weir.cli.UsageFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** weir.yaml: one flat mapping from option key to value. An unknown key is refused. */
public final class ConfigFile {

  private ConfigFile() {}

  /**
   * Reads the file named by WEIR_CONFIG, or weir.yaml in the working directory if there is one.
   *
   * @return the values by option key; empty without a file
   * @throws UsageFailure if the file cannot be read, is no mapping, or has a key that no option has
   */
  public static Map<String, String> load(CommandLine weir, Map<String, String> environment) {
    @Nullable String named = environment.get("WEIR_CONFIG");
    Path file = Path.of(named == null ? "weir.yaml" : named);
    if (named == null && !Files.exists(file)) {
      return Map.of();
    }
    return read(file, OptionNames.keys(weir));
  }

  static Map<String, String> read(Path file, Collection<String> known) {
    JsonNode root;
    try {
      root = new YAMLMapper().readTree(Files.readString(file));
    } catch (JsonProcessingException e) {
      throw new UsageFailure(
          "configuration "
              + file
              + " is no YAML: "
              + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw new UsageFailure("configuration " + file + " cannot be read: " + e.getMessage());
    }
    if (root.isMissingNode() || root.isNull()) {
      return Map.of();
    }
    if (!root.isObject()) {
      throw new UsageFailure("configuration " + file + ": expected one mapping of keys to values");
    }
    Map<String, String> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      String key = entry.getKey();
      if (!known.contains(key)) {
        Optional<String> nearest = Nearest.to(key, known);
        throw new UsageFailure(
            "configuration %s: unknown key '%s'%s"
                .formatted(
                    file,
                    key,
                    nearest.map(n -> "; did you mean '" + n + "'?").orElse("; known: " + known)));
      }
      if (!entry.getValue().isValueNode()) {
        throw new UsageFailure("configuration %s: '%s' needs a single value".formatted(file, key));
      }
      values.put(key, entry.getValue().asText());
    }
    return values;
  }
}
