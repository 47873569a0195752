package dev.weir.retrain.transformer.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.GoldenExample;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.InputSpec;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.PackageDraft;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.engine.pack.Variant;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.PackageFeatures;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.ActivationRanges;
import dev.weir.retrain.transformer.graph.FusedGraph;
import dev.weir.retrain.transformer.graph.Int8Graph;
import dev.weir.retrain.transformer.graph.OnnxFile;
import dev.weir.retrain.transformer.weights.SafeTensors;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a trained BERT package anew with faster graphs beside the plain one: fused, which becomes
 * the default, and of eight bits, if it passes the gates. Confined to one thread.
 */
public final class VariantExport {
  /** Texts that the gates need, as many again are needed to find the ranges of eight bits. */
  public static final int LEAST_TEXTS = 20;

  private static final String PLAIN = "model.onnx";
  private static final String FUSED = "model.fused.onnx";
  private static final String INT8 = "model.int8.onnx";
  private static final int BATCH = 16;
  private static final int RANGE_TEXTS = 512;
  private static final int GATE_TEXTS = 2000;

  private final ModelPackage trained;
  private final List<HeadSpec> heads;
  private final GraphScores scores;

  private VariantExport(ModelPackage trained) {
    this.trained = trained;
    this.heads = trained.manifest().heads();
    this.scores = new GraphScores(trained);
  }

  /**
   * What was written.
   *
   * @param pack with the graphs that hold
   * @param gates what they were held to
   */
  public record Written(ModelPackage pack, VariantGates gates) {}

  /**
   * Writes the package.
   *
   * @param trained with {@code model.onnx}, {@code model.safetensors}, {@code config.json}
   * @param texts that training did not learn from: one half gives the ranges, one the gates
   * @param target the new package's folder
   * @throws FineTuneException if there are too few texts, or the fused graph is not the plain one
   */
  public static Written write(ModelPackage trained, List<String> texts, Path target)
      throws IOException {
    return new VariantExport(trained).run(texts, target);
  }

  private Written run(List<String> texts, Path target) throws IOException {
    List<LabelledRow> ranges = new ArrayList<>();
    List<LabelledRow> gates = new ArrayList<>();
    List<String> all = new ArrayList<>(golden()); // the package is held to these as well
    all.addAll(texts);
    try (PackageFeatures features = PackageFeatures.open(trained, 0)) {
      for (String text : all) {
        Map<Feature.Sequence, long[]> ids = features.ids(text);
        if (ids != null) {
          (ranges.size() < RANGE_TEXTS && ranges.size() < gates.size() ? ranges : gates)
              .add(new LabelledRow(ids, new float[0]));
        }
      }
    }
    gates = gates.subList(0, Math.min(gates.size(), GATE_TEXTS));
    if (gates.size() < LEAST_TEXTS) {
      throw new FineTuneException(
          Problem.UNSUITABLE_DATA,
          "%s: %d texts for the gates of its graphs, %d are needed; give a larger validation split"
              .formatted(trained.id(), gates.size(), LEAST_TEXTS));
    }
    ModelProto plain = OnnxFile.read(trained.file(PLAIN));
    ModelProto fused =
        FusedGraph.of(
            EncoderConfig.read(trained.dir()), SafeTensors.read(trained.file(SafeTensors.FILE)));
    ModelProto int8 =
        Int8Graph.of(
            fused,
            Int8Graph.Scales.STATIC,
            ActivationRanges.of(fused, trained.manifest().inputs(), scores.batches(ranges, BATCH)));
    VariantGates measured = measure(plain, fused, int8, gates);
    if (!measured.fusedHolds()) {
      throw new FineTuneException(
          Problem.NO_PARITY,
          "%s: scores of the fused graph are %.1e from the plain one's and %.1e from its own beside other texts, %.0e is allowed; nothing was written"
              .formatted(
                  trained.id(),
                  measured.fused(),
                  measured.fusedBeside(),
                  VariantGates.MOST_ROUNDING));
    }
    return new Written(write(fused, int8, measured, target), measured);
  }

  /** The worst of all tasks, each of which is asked of every row. */
  private VariantGates measure(
      ModelProto plain, ModelProto fused, ModelProto int8, List<LabelledRow> rows) {
    return heads.stream()
        .map(head -> measure(head, plain, fused, int8, rows))
        .reduce(VariantGates::worse)
        .orElseThrow();
  }

  private VariantGates measure(
      HeadSpec head, ModelProto plain, ModelProto fused, ModelProto int8, List<LabelledRow> rows) {
    float[][] exact = scores.of(plain, head, rows, BATCH);
    float[][] together = scores.of(fused, head, rows, BATCH);
    float[][] near = scores.of(int8, head, rows, BATCH);
    return new VariantGates(
        rows.size(),
        GraphScores.farthest(exact, together),
        GraphScores.farthest(scores.of(fused, head, rows, 1), together),
        GraphScores.farthest(exact, near),
        GraphScores.farthest(scores.of(int8, head, rows, 1), near),
        GraphScores.flips(exact, near));
  }

  private ModelPackage write(ModelProto fused, ModelProto int8, VariantGates gates, Path target)
      throws IOException {
    Path parent = target.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    Path files = Files.createTempDirectory(parent, ".variants");
    try {
      for (String name : trained.manifest().files().keySet()) {
        Path copy = files.resolve(name);
        Files.createDirectories(copy.toAbsolutePath().getParent());
        Files.copy(trained.file(name), copy);
      }
      graph(fused, files.resolve(FUSED));
      PackageDraft draft =
          draft(gates)
              .variant(Variant.Precision.FP32, FUSED, Variant.DEFAULT_TOLERANCE)
              .variant(Variant.Precision.FP32, PLAIN, Variant.DEFAULT_TOLERANCE);
      if (gates.int8Holds()) {
        graph(int8, files.resolve(INT8));
        draft.variant(Variant.Precision.INT8, INT8, (float) VariantGates.MOST_MOVED);
      }
      return PackageWriter.write(draft, files, target);
    } finally {
      delete(files);
    }
  }

  private static void graph(ModelProto model, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      model.writeTo(out);
    }
  }

  private PackageDraft draft(VariantGates gates) {
    PackageManifest manifest = trained.manifest();
    PackageDraft draft =
        PackageDraft.text(manifest.name(), manifest.version())
            .licence(manifest.licence())
            .tokens(manifest.maxTokens(), manifest.vocabularySize())
            .provenance(manifest.provenance())
            .metrics(metrics(manifest.metrics(), gates));
    if (manifest.normalized()) {
      draft.normalized();
    }
    for (InputSpec input : manifest.inputs()) {
      draft.input(input.name(), input.feature(), input.pad());
    }
    heads.forEach(head -> draft.task(head.task(), head.output(), head.calibration()));
    golden().forEach(draft::golden);
    return draft;
  }

  private List<String> golden() {
    return trained.manifest().golden().stream()
        .filter(GoldenExample.Text.class::isInstance)
        .map(example -> ((GoldenExample.Text) example).text())
        .toList();
  }

  private static ObjectNode metrics(JsonNode before, VariantGates gates) {
    ObjectNode metrics =
        before instanceof ObjectNode node ? node.deepCopy() : JsonNodeFactory.instance.objectNode();
    ObjectNode export = metrics.putObject("export");
    export.put("texts", gates.texts());
    export.putObject("fused").put("from_plain", gates.fused()).put("beside", gates.fusedBeside());
    export
        .putObject("int8")
        .put("from_plain", gates.int8())
        .put("beside", gates.int8Beside())
        .put("label_flips", gates.flips())
        .put("written", gates.int8Holds());
    return metrics;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
