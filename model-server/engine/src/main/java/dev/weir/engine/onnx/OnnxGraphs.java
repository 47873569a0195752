package dev.weir.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.onnx.GraphSignature.TensorSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Opens graphs, and reads what they say of themselves. */
public final class OnnxGraphs {
  private OnnxGraphs() {}

  /**
   * A session of a graph. The caller closes it.
   *
   * @throws ModelPackageException naming the cause, if ONNX Runtime refuses the file
   */
  public static OrtSession open(Path model, SessionOptions options, String packageId) {
    try {
      return OrtRuntime.environment().createSession(model.toString(), options);
    } catch (OrtException e) {
      throw unreadable(model, packageId, e);
    }
  }

  /** The signature of a graph file, which is opened and closed again. */
  public static GraphSignature signature(Path model, String packageId) {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(SessionOptions.OptLevel.NO_OPT);
      options.setIntraOpNumThreads(1);
      try (OrtSession session = open(model, options, packageId)) {
        return signature(session);
      }
    } catch (OrtException e) {
      throw unreadable(model, packageId, e);
    }
  }

  /** The signature of an open session. */
  public static GraphSignature signature(OrtSession session) throws OrtException {
    return new GraphSignature(specs(session.getInputInfo()), specs(session.getOutputInfo()));
  }

  private static List<TensorSpec> specs(Map<String, NodeInfo> nodes) {
    List<TensorSpec> specs = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (node.getInfo() instanceof TensorInfo tensor) {
            specs.add(
                TensorSpec.of(
                    name, tensor.type.name().toLowerCase(Locale.ROOT), tensor.getShape()));
          } else {
            specs.add(TensorSpec.of(name, "not a tensor"));
          }
        });
    return specs;
  }

  private static ModelPackageException unreadable(Path model, String packageId, OrtException e) {
    ModelFault fault = ModelFault.of(model, String.valueOf(e.getMessage()));
    return new ModelPackageException(
        fault.problem(),
        "model package "
            + packageId
            + ": ONNX Runtime "
            + OrtRuntime.version()
            + " cannot load "
            + model.getFileName()
            + size(model)
            + ": "
            + fault.reason()
            + " ("
            + OrtRuntime.firstLine(e)
            + ")",
        e);
  }

  private static String size(Path model) {
    try {
      return " (" + Files.size(model) + " bytes)";
    } catch (java.io.IOException e) {
      return "";
    }
  }
}
