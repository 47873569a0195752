package dev.weir.retrain.dataset.describe;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Descriptions of public sets by the name of their folder, from the resource {@code
 * public-sets.yaml}: facts about columns, labels and licences, no rows. Immutable, thread-safe.
 */
public final class Catalogue {
  private static final String RESOURCE = "public-sets.yaml";

  private final Map<String, Description> byName;

  private Catalogue(Map<String, Description> byName) {
    this.byName = Map.copyOf(byName);
  }

  /** The sets that Weir knows. */
  public static Catalogue load() {
    try (InputStream in = Catalogue.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar of weir-dataset has no " + RESOURCE);
      }
      Map<String, Description> sets = new TreeMap<>();
      for (Map.Entry<String, JsonNode> set : DescriptionReader.YAML.readTree(in).properties()) {
        sets.put(
            set.getKey(), DescriptionReader.of(RESOURCE + ": " + set.getKey(), set.getValue()));
      }
      return new Catalogue(sets);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  /** The description of the set in a folder of that name. */
  public Optional<Description> find(String folder) {
    return Optional.ofNullable(byName.get(folder));
  }

  /** All of them, by name. */
  public Map<String, Description> all() {
    return byName;
  }
}
