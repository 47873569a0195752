package dev.weir.engine.pack;

import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.GraphSignature;
import dev.weir.engine.onnx.GraphSignature.TensorSpec;
import java.util.List;

/** Holds a manifest against what its graph says of itself. */
public final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * Compares inputs, outputs and labels.
   *
   * @throws ModelPackageException naming the first difference
   */
  public static void check(PackageManifest manifest, GraphSignature graph) {
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
    for (HeadSpec head : manifest.heads()) {
      labels(
          manifest.id(), "weir.json", output(manifest, graph, head), head.task().labels().size());
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
