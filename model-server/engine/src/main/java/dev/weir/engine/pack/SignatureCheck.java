package dev.weir.engine.pack;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.GraphSignature;
import dev.weir.engine.onnx.GraphSignature.TensorSpec;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a manifest against what its graph says of itself. */
public final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * Compares inputs, outputs and labels.
   *
   * @throws ModelPackageException naming the first difference
   */
  public static void check(PackageManifest manifest, GraphSignature graph) {
    @Nullable TableInput table = manifest.table();
    if (table == null) {
      ids(manifest, graph);
    } else {
      columns(manifest, table, graph);
    }
    for (HeadSpec head : manifest.heads()) {
      TensorSpec output = output(manifest, graph, head);
      if (head.outputs() == head.task().labels().size()) {
        labels(manifest.id(), "weir.json", output, head.outputs());
      } else {
        single(manifest.id(), head, output);
      }
    }
  }

  private static void ids(PackageManifest manifest, GraphSignature graph) {
    for (TensorSpec input : graph.inputs()) {
      InputSpec spec =
          manifest.inputs().stream()
              .filter(candidate -> candidate.name().equals(input.name()))
              .findFirst()
              .orElseThrow(
                  () ->
                      problem(
                          manifest.id(),
                          Problem.UNSUPPORTED_INPUT,
                          "the graph takes an input '"
                              + input.name()
                              + "' that weir.json does not describe; add it to inputs"));
      if (!input.type().equals("int64") || input.shape().size() != 2) {
        throw problem(
            manifest.id(),
            Problem.UNSUPPORTED_INPUT,
            "input "
                + spec.name()
                + " must be int64 (batch, tokens) but the graph has "
                + input.describe()
                + "; export the model again");
      }
    }
    for (InputSpec spec : manifest.inputs()) {
      if (graph.inputs().stream().noneMatch(input -> input.name().equals(spec.name()))) {
        throw problem(
            manifest.id(),
            Problem.UNSUPPORTED_INPUT,
            "weir.json describes an input '" + spec.name() + "' that the graph does not take");
      }
    }
  }

  private static void columns(PackageManifest manifest, TableInput table, GraphSignature graph) {
    if (graph.inputs().size() != 1 || !graph.inputs().get(0).name().equals(table.name())) {
      throw problem(
          manifest.id(),
          Problem.UNSUPPORTED_INPUT,
          "weir.json describes the input '"
              + table.name()
              + "' but the graph takes "
              + graph.inputs().stream().map(TensorSpec::name).toList()
              + "; a table model takes one input of all columns");
    }
    TensorSpec input = graph.inputs().get(0);
    long[] rows = table.shape(1);
    boolean fits = input.type().equals("float") && input.shape().size() == rows.length;
    for (int i = 1; fits && i < rows.length; i++) {
      fits = input.shape().get(i) < 0 || input.shape().get(i) == rows[i];
    }
    if (!fits) {
      throw problem(
          manifest.id(),
          Problem.COLUMN_MISMATCH,
          "weir.json names "
              + table.columns().size()
              + " columns, float (batch, "
              + table.shape().stream().map(String::valueOf).collect(Collectors.joining(", "))
              + "), but input "
              + input.name()
              + " of the graph is "
              + input.describe()
              + "; name every column, in the order of the training table");
    }
  }

  private static void single(String id, HeadSpec head, TensorSpec output) {
    List<Long> shape = output.shape();
    if (!output.type().equals("float") || shape.size() != 2 || shape.get(1) > 1) {
      throw problem(
          id,
          Problem.LABEL_MISMATCH,
          "task "
              + head.task().name()
              + " of kind "
              + head.task().kind().id()
              + " reads one float of a record, but output "
              + output.name()
              + " is "
              + output.describe()
              + "; choose another kind or output");
    }
  }

  private static TensorSpec output(PackageManifest manifest, GraphSignature graph, HeadSpec head) {
    return graph.outputs().stream()
        .filter(candidate -> candidate.name().equals(head.output()))
        .findFirst()
        .orElseThrow(
            () ->
                problem(
                    manifest.id(),
                    Problem.MISSING_OUTPUT,
                    "task "
                        + head.task().name()
                        + " reads the output '"
                        + head.output()
                        + "' but the graph has "
                        + graph.outputNames()
                        + "; correct the task's output"));
  }

  static void labels(String id, String file, TensorSpec output, int labels) {
    List<Long> shape = output.shape();
    if (!output.type().equals("float") || shape.size() != 2) {
      throw problem(
          id,
          Problem.MISSING_OUTPUT,
          "output "
              + output.name()
              + " must be float (batch, labels) but is "
              + output.describe()
              + "; export a classifier's logits");
    }
    if (shape.get(1) >= 0 && shape.get(1) != labels) {
      throw problem(
          id,
          Problem.LABEL_MISMATCH,
          file
              + " lists "
              + labels
              + (labels == 1 ? " label" : " labels")
              + " but the output has shape (batch, "
              + shape.get(1)
              + "); re-export the model or fix "
              + (file.equals("config.json") ? "id2label" : "the task's labels"));
    }
  }

  private static ModelPackageException problem(String id, Problem problem, String message) {
    return new ModelPackageException(problem, "model package " + id + ": " + message);
  }
}
