package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What whoever trained a model says of it; {@link PackageWriter} adds the digests of the files and
 * the scores of the golden examples. Confined to one thread.
 *
 * <pre>{@code
 * PackageDraft draft =
 *     PackageDraft.text("comments-en", "3")
 *         .licence("Apache-2.0")
 *         .normalized()
 *         .tokens(64, vocabulary.size())
 *         .input("input_ids", Feature.TOKEN_IDS, 0)
 *         .task(new TaskSpec("spam", List.of("ham", "spam"), TaskKind.SOFTMAX), "spam",
 *             Calibration.temperature(1.4))
 *         .variant(Variant.Precision.FP32, "model.onnx", Variant.DEFAULT_TOLERANCE)
 *         .golden("Win a prize now, only today")
 *         .provenance(origin);
 * PackageWriter.write(draft, trained, store.resolve("comments-en").resolve("3"));
 * }</pre>
 */
public final class PackageDraft {
  private final String name;
  private final String version;
  private final List<InputSpec> inputs = new ArrayList<>();
  private final List<HeadSpec> heads = new ArrayList<>();
  private final List<Variant> variants = new ArrayList<>();
  private final List<GoldenExample> golden = new ArrayList<>();
  private @Nullable TableInput table;
  private String licence = "unknown";
  private boolean normalized;
  private int maxTokens;
  private int vocabularySize;
  private JsonNode provenance = MissingNode.getInstance();
  private JsonNode metrics = MissingNode.getInstance();
  private JsonNode throughput = MissingNode.getInstance();

  private PackageDraft(String name, String version) {
    this.name = name;
    this.version = version;
  }

  /** A package that scores texts. */
  public static PackageDraft text(String name, String version) {
    return new PackageDraft(name, version);
  }

  /** A package that scores rows of a table. */
  public static PackageDraft table(String name, String version) {
    return new PackageDraft(name, version);
  }

  /** Of the weights, as an SPDX expression; {@code unknown} unless it is said. */
  public PackageDraft licence(String spdx) {
    licence = spdx;
    return this;
  }

  /** Texts go through {@link dev.weir.engine.feature.TextNormalizer} first. */
  public PackageDraft normalized() {
    normalized = true;
    return this;
  }

  /**
   * What the model takes.
   *
   * @param longest tokens of a text, special tokens included
   * @param vocabulary ids that the model knows; 0: not stated
   */
  public PackageDraft tokens(int longest, int vocabulary) {
    maxTokens = longest;
    vocabularySize = vocabulary;
    return this;
  }

  /**
   * An input of every graph, int64 (batch, length).
   *
   * @param pad the id that fills a row up; 0 where the feature is no list of ids
   */
  public PackageDraft input(String input, Feature feature, long pad) {
    inputs.add(new InputSpec(input, feature, pad));
    return this;
  }

  /** The input of every graph of a table package, float32 (batch, columns). */
  public PackageDraft columns(String input, List<ColumnSpec> columns) {
    return columns(TableInput.of(input, columns));
  }

  /** The input of every graph of a table package. */
  public PackageDraft columns(TableInput input) {
    table = input;
    return this;
  }

  /**
   * A task and the graph's output that it is read from: float (batch, {@link TaskKind#outputs}).
   */
  public PackageDraft task(TaskSpec task, String output, Calibration calibration) {
    heads.add(new HeadSpec(task, output, calibration));
    return this;
  }

  /** A graph; the first one is the default. */
  public PackageDraft variant(Variant.Precision precision, String file, float tolerance) {
    variants.add(new Variant(precision, file, tolerance));
    return this;
  }

  /** A text, from no data set, whose scores every copy of the package must reproduce. */
  public PackageDraft golden(String text) {
    golden.add(new GoldenExample.Text(text, Map.of()));
    return this;
  }

  /** A row, from no data set, in the order of the columns; NaN where a value is missing. */
  public PackageDraft golden(float... row) {
    golden.add(new GoldenExample.Row(row.clone(), Map.of()));
    return this;
  }

  /** Where the weights come from, free form. {@code trained: false} marks a sample. */
  public PackageDraft provenance(JsonNode origin) {
    provenance = origin;
    return this;
  }

  /** Quality per data set and slice, free form. */
  public PackageDraft metrics(JsonNode measured) {
    metrics = measured;
    return this;
  }

  /** Measured speed, free form. */
  public PackageDraft throughput(JsonNode measured) {
    throughput = measured;
    return this;
  }

  /**
   * The description with these files.
   *
   * @throws IllegalArgumentException saying what is missing or does not fit
   */
  PackageManifest manifest(Map<String, String> digests) {
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
}
