package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.weir.engine.error.ModelPackageException;
import dev.weir.engine.error.ModelPackageException.Problem;
import dev.weir.engine.onnx.OnnxGraphs;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.SignatureCheck;
import dev.weir.engine.pack.Variant;
import java.util.Map;
import java.util.Set;

/**
 * An ONNX Runtime session of one graph of a package. Thread-safe: runs may overlap, each on the
 * buffers of its own {@link BatchRunner}; each runs on its caller's thread alone. Owns the native
 * session; {@link #close()} may be called only when nothing runs.
 */
public final class ModelSession implements AutoCloseable {
  private final OrtSession session;

  private ModelSession(OrtSession session) {
    this.session = session;
  }

  /**
   * Opens a graph and compares it with the manifest.
   *
   * @throws ModelPackageException if ONNX Runtime refuses the graph or it is not the one described
   */
  public static ModelSession open(ModelPackage pack, Variant variant) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // a pattern is kept for every shape ever seen, and gains nothing where shapes vary
      options.setMemoryPatternOptimization(false);
      OrtSession session = OnnxGraphs.open(pack.file(variant.file()), options, pack.id());
      try {
        SignatureCheck.check(pack.manifest(), OnnxGraphs.signature(session));
        return new ModelSession(session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new ModelPackageException(
          Problem.UNREADABLE_MODEL,
          "model package "
              + pack.id()
              + ": no session of "
              + variant.file()
              + " could be made with ONNX Runtime "
              + OrtRuntime.version()
              + ": "
              + OrtRuntime.firstLine(e),
          e);
    }
  }

  /** Runs the graph on the caller's thread; the outputs are written to the given tensors. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException {
    // the result owns nothing, as every output is one of ours
    session.run(inputs, Set.of(), outputs).close();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime did not close a session", e);
    }
  }
}
