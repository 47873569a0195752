package dev.weir.engine.pack;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.engine.TaskKind;
import dev.weir.engine.TaskSpec;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.GraphSignature;
import dev.weir.engine.onnx.GraphSignature.TensorSpec;
import dev.weir.engine.onnx.OnnxFile;
import dev.weir.engine.onnx.OnnxFile.BrokenModelException;
import dev.weir.engine.onnx.OnnxFile.Node;
import dev.weir.engine.onnx.OnnxGraphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a package of a table model that is an ONNX file and nothing else: trees, a network of a few
 * layers. Inputs and outputs are told from the graph; what they mean, by whoever imports it.
 * Stateless.
 */
public final class TableImport {
  private static final Set<String> TREES =
      Set.of("TreeEnsembleRegressor", "TreeEnsembleClassifier", "TreeEnsemble");
  private static final Set<String> GIVE_PROBABILITIES =
      Set.of("Sigmoid", "Softmax", "TreeEnsembleClassifier", "Normalizer", "LinearClassifier");

  private TableImport() {}

  /**
   * Imports a model.
   *
   * @param source an ONNX file, or a folder with {@code model.onnx}
   * @param store where {@code name/version} is created
   * @throws ModelPackageException if the graph is no table model, or not one of these columns and
   *     labels
   * @throws IOException if the store cannot be written
   */
  public static ImportResult run(Path source, Path store, TableImportOptions options)
      throws IOException {
    Path model = Files.isDirectory(source) ? source.resolve(ModelPackage.MODEL) : source;
    if (!Files.isRegularFile(model)) {
      throw new ModelPackageException(
          Problem.MISSING_FILE,
          "model package "
              + source
              + ": "
              + model
              + " is missing; give an ONNX file or its folder");
    }
    String name = options.name() == null ? nameOf(source) : options.name();
    String version = options.version() == null ? "1" : options.version();
    PackageDraft draft = draft(name, version, model, options);
    Path files = Files.createTempDirectory("weir-import-");
    try {
      Files.copy(model, files.resolve(ModelPackage.MODEL));
      Path target = store.resolve(name).resolve(version);
      ModelPackage made = PackageWriter.write(draft, files, target);
      return new ImportResult(target, made.identity(), made.manifest().golden());
    } finally {
      Files.deleteIfExists(files.resolve(ModelPackage.MODEL));
      Files.delete(files);
    }
  }

  private static String nameOf(Path source) {
    String file = String.valueOf(source.toAbsolutePath().normalize().getFileName());
    String name =
        file.replaceAll("\\.onnx$", "").replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^\\W+", "");
    return name.isEmpty() ? "model" : name;
  }

  private static PackageDraft draft(
      String name, String version, Path model, TableImportOptions options) throws IOException {
    GraphSignature graph = OnnxGraphs.signature(model, name);
    OnnxFile file = read(model, name);
    try {
      TensorSpec output = output(graph, options);
      TaskKind kind = options.kind() == null ? kind(file, output, options) : options.kind();
      boolean missing =
          options.missingAllowed() == null ? hasTrees(file) : options.missingAllowed();
      List<ColumnSpec> columns =
          options.columns().stream().map(column -> new ColumnSpec(column, missing)).toList();
      PackageDraft draft =
          PackageDraft.table(name, version)
              .columns(input(graph, columns))
              .task(
                  new TaskSpec(options.task(), options.labels(), kind),
                  output.name(),
                  Calibration.none())
              .variant(Variant.Precision.FP32, ModelPackage.MODEL, Variant.DEFAULT_TOLERANCE)
              .provenance(
                  JsonNodeFactory.instance
                      .objectNode()
                      .put("imported_from", String.valueOf(model.getFileName())));
      if (options.licence() != null) {
        draft.licence(options.licence());
      }
      return smoke(draft, columns.size(), missing);
    } catch (IllegalArgumentException e) {
      throw new ModelPackageException(
          Problem.INVALID_DESCRIPTION, "model package " + name + ": " + e.getMessage(), e);
    }
  }

  private static OnnxFile read(Path model, String name) throws IOException {
    try {
      return OnnxFile.read(model);
    } catch (BrokenModelException e) {
      throw new ModelPackageException(
          Problem.TRUNCATED_MODEL, "model package " + name + ": the file " + e.getMessage(), e);
    }
  }

  /** Rows that belong to no data set: nothing, ones, a ramp, and no value at all. */
  private static PackageDraft smoke(PackageDraft draft, int width, boolean missing) {
    float[] ones = new float[width];
    float[] ramp = new float[width];
    Arrays.fill(ones, 1);
    for (int i = 0; i < width; i++) {
      ramp[i] = (float) i / width;
    }
    draft.golden(new float[width]).golden(ones).golden(ramp);
    if (missing) {
      float[] nothing = new float[width];
      Arrays.fill(nothing, Float.NaN);
      draft.golden(nothing);
    }
    return draft;
  }

  private static TableInput input(GraphSignature graph, List<ColumnSpec> columns) {
    TensorSpec input = graph.inputs().get(0);
    List<Integer> shape =
        IntStream.range(1, input.shape().size())
            .mapToObj(i -> Math.toIntExact(input.shape().get(i)))
            .toList();
    boolean free = shape.stream().anyMatch(size -> size < 0);
    return free
        ? TableInput.of(input.name(), columns)
        : new TableInput(input.name(), shape, columns);
  }

  /** The first output of floats whose width suits the labels. */
  private static TensorSpec output(GraphSignature graph, TableImportOptions options) {
    int labels = options.labels().size();
    return graph.outputs().stream()
        .filter(output -> output.type().equals("float") && output.shape().size() == 2)
        .filter(
            output -> {
              long width = output.shape().get(1);
              return width < 0 || width == labels || (width == 1 && labels == 2);
            })
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no output fits the labels "
                        + options.labels()
                        + "; the graph has "
                        + graph.outputs().stream()
                            .map(output -> output.name() + ": " + output.describe())
                            .toList()
                        + "; give one label for each column, or the two of a single column"));
  }

  private static TaskKind kind(OnnxFile file, TensorSpec output, TableImportOptions options) {
    boolean single = output.shape().get(1) == 1 && options.labels().size() == 2;
    @Nullable Node last = producer(file, output.name());
    boolean given =
        last != null
            && (GIVE_PROBABILITIES.contains(last.operator())
                || last.postTransform().equals("LOGISTIC"));
    if (single) {
      return given ? TaskKind.PROBABILITY : TaskKind.BINARY;
    }
    return given ? TaskKind.PROBABILITIES : TaskKind.SOFTMAX;
  }

  private static @Nullable Node producer(OnnxFile file, String output) {
    for (Node node : file.nodes()) {
      if (node.outputs().contains(output)) {
        return node;
      }
    }
    return null;
  }

  private static boolean hasTrees(OnnxFile file) {
    return file.nodes().stream().map(Node::operator).anyMatch(TREES::contains);
  }
}
