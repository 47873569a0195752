package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.util.Map;

/** A graph that is ready to run on one provider. Thread-safe; owns what it runs on. */
interface GraphRun {
  /** Runs the graph; the outputs are written to the given tensors. */
  void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) throws OrtException;

  /** Frees it; nothing may be running. */
  void close();
}
