package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import ai.onnxruntime.providers.OrtTensorRTProviderOptions;
import dev.weir.engine.onnx.OnnxGraphs;
import dev.weir.engine.pack.ModelPackage;
import dev.weir.engine.pack.SignatureCheck;
import dev.weir.engine.pack.Variant;
import java.util.Map;
import java.util.Set;

/** A graph in an ONNX Runtime session. On a CPU it runs on the caller's thread alone. */
final class OrtGraphRun implements GraphRun {
  private static final int DEVICE = 0;

  private final OrtSession session;

  private OrtGraphRun(OrtSession session) {
    this.session = session;
  }

  /**
   * Opens a graph and compares it with the manifest.
   *
   * @throws OrtException if the provider is not there
   */
  static OrtGraphRun open(ModelPackage pack, Variant variant, Provider provider)
      throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      // a pattern is kept for every shape ever seen, and gains nothing where shapes vary
      options.setMemoryPatternOptimization(false);
      add(provider, options);
      OrtSession session = OnnxGraphs.open(pack.file(variant.file()), options, pack.id());
      try {
        SignatureCheck.check(pack.manifest(), OnnxGraphs.signature(session));
        return new OrtGraphRun(session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    }
  }

  private static void add(Provider provider, SessionOptions options) throws OrtException {
    if (provider == Provider.TENSORRT) {
      try (OrtTensorRTProviderOptions tensorRt = new OrtTensorRTProviderOptions(DEVICE)) {
        options.addTensorrt(tensorRt);
      }
    }
    if (provider.isGpu()) {
      try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(DEVICE)) {
        options.addCUDA(cuda);
      }
    }
  }

  @Override
  public void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs)
      throws OrtException {
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
