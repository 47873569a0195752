package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.engine.TaskSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@code weir.json}. Immutable but for the free-form nodes, which nobody changes.
 *
 * @param name of the package
 * @param version of the package
 * @param licence of the weights, as an SPDX expression, or {@code unknown}
 * @param normalized whether texts go through {@link dev.weir.engine.feature.TextNormalizer} first
 * @param maxTokens tokens of a text, special tokens included, that the model takes; 0 where tokens
 *     are no input
 * @param vocabularySize ids that the model knows; 0: not stated
 * @param inputs of every graph that scores texts; empty for a table model
 * @param table the input of every graph that scores rows; null for texts
 * @param heads the tasks and where they are read
 * @param variants the graphs, the default first
 * @param files SHA-256 in hexadecimal of every file beside {@code weir.json}
 * @param golden texts or rows with the scores they must get
 * @param provenance where the weights come from, free form
 * @param metrics quality per data set and slice, free form
 * @param throughput measured speed, free form
 */
public record PackageManifest(
    String name,
    String version,
    String licence,
    boolean normalized,
    int maxTokens,
    int vocabularySize,
    List<InputSpec> inputs,
    @Nullable TableInput table,
    List<HeadSpec> heads,
    List<Variant> variants,
    Map<String, String> files,
    List<GoldenExample> golden,
    JsonNode provenance,
    JsonNode metrics,
    JsonNode throughput) {
  /** The name of the file. */
  public static final String FILE = "weir.json";

  /** The {@code feature} of an input that takes a row of a table. */
  static final String COLUMNS = "columns";

  /** The layout that this version reads and writes. */
  public static final int FORMAT = 1;

  public PackageManifest {
    inputs = List.copyOf(inputs);
    heads = List.copyOf(heads);
    variants = List.copyOf(variants);
    files = Map.copyOf(files);
    golden = List.copyOf(golden);
    require(name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), "name must be letters, digits, . _ or -");
    require(
        version.matches("[A-Za-z0-9][A-Za-z0-9._+-]*"),
        "version must be letters, digits, . _ + or -");
    require(vocabularySize >= 0, "vocabulary_size must be 0 or more");
    require(
        inputs.isEmpty() == (table != null),
        "inputs must be those of a text or of a row's columns");
    boolean tokens =
        inputs.stream().anyMatch(input -> input.feature().sequence() == Feature.Sequence.TOKENS);
    require(
        maxTokens >= (tokens ? 1 : 0), "max_tokens must be 1 or more where tokens are an input");
    require(!heads.isEmpty(), "tasks must not be empty");
    require(!variants.isEmpty(), "variants must not be empty");
    Set<String> tasks = new HashSet<>();
    for (HeadSpec head : heads) {
      require(tasks.add(head.task().name()), "task " + head.task().name() + " stands there twice");
    }
    for (GoldenExample example : golden) {
      require(
          example instanceof GoldenExample.Row == (table != null),
          "golden examples must be texts for a text model and rows for a table model");
      require(
          !(example instanceof GoldenExample.Row row)
              || table == null
              || row.values().length == table.columns().size(),
          "a golden row needs a value for each column");
      for (HeadSpec head : heads) {
        float[] scores = example.scores().get(head.task().name());
        require(
            scores == null || scores.length == head.task().labels().size(),
            "a golden example needs one score per label of task " + head.task().name());
      }
    }
    for (String file : files.keySet()) {
      require(
          !file.contains("..") && !file.startsWith("/") && !file.contains("\\"),
          "file " + file + " must lie inside the package");
    }
  }

  /**
   * What the provenance says under that path, as text; null where it says nothing. Code on another
   * class path, such as a Flink job's, asks here and not {@link #provenance}: its Jackson may be of
   * another class loader than the engine's.
   */
  public @Nullable String provenanceText(String... path) {
    JsonNode node = provenance;
    for (String name : path) {
      node = node.path(name);
    }
    return node.isValueNode() && !node.isNull() ? node.asText() : null;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  /** The same with one of its graphs. */
  PackageManifest only(Variant variant) {
    return new PackageManifest(
        name,
        version,
        licence,
        normalized,
        maxTokens,
        vocabularySize,
        inputs,
        table,
        heads,
        List.of(variant),
        files,
        golden,
        provenance,
        metrics,
        throughput);
  }

  /** The same under another name, version, licence and task name; null keeps what is there. */
  PackageManifest renamed(
      @Nullable String newName,
      @Nullable String newVersion,
      @Nullable String newLicence,
      @Nullable String onlyTask) {
    List<HeadSpec> renamedHeads = heads;
    if (onlyTask != null) {
      require(
          heads.size() == 1, "a task can be named only where there is one, not " + heads.size());
      HeadSpec head = heads.get(0);
      TaskSpec task = new TaskSpec(onlyTask, head.task().labels(), head.task().kind());
      renamedHeads = List.of(new HeadSpec(task, head.output(), head.calibration()));
    }
    return new PackageManifest(
        newName == null ? name : newName,
        newVersion == null ? version : newVersion,
        newLicence == null ? licence : newLicence,
        normalized,
        maxTokens,
        vocabularySize,
        inputs,
        table,
        renamedHeads,
        variants,
        files,
        golden,
        provenance,
        metrics,
        throughput);
  }

  /** The same with other golden examples and provenance. */
  PackageManifest with(List<GoldenExample> examples, JsonNode origin) {
    return new PackageManifest(
        name,
        version,
        licence,
        normalized,
        maxTokens,
        vocabularySize,
        inputs,
        table,
        heads,
        variants,
        files,
        examples,
        origin,
        metrics,
        throughput);
  }

  PackageManifest withFiles(Map<String, String> digests) {
    return new PackageManifest(
        name,
        version,
        licence,
        normalized,
        maxTokens,
        vocabularySize,
        inputs,
        table,
        heads,
        variants,
        digests,
        golden,
        provenance,
        metrics,
        throughput);
  }

  /** {@code name@version}. */
  public String id() {
    return name + "@" + version;
  }

  /** The lists of ids that a text needs; runs are cut by the first, the tokens where there are. */
  public List<Feature.Sequence> sequences() {
    return inputs.stream().map(input -> input.feature().sequence()).distinct().sorted().toList();
  }

  /** The digests in a stable order. */
  Map<String, String> sortedFiles() {
    return new TreeMap<>(files);
  }
}
