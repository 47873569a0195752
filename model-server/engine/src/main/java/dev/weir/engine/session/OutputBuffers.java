package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.HeadSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * Where the graph writes its outputs: one direct buffer for each head, allocated once. Confined to
 * one thread.
 */
final class OutputBuffers {
  private final String[] names;
  private final int[] widths;
  private final FloatBuffer[] buffers;

  OutputBuffers(List<HeadSpec> heads, int maxRows) {
    names = new String[heads.size()];
    widths = new int[names.length];
    buffers = new FloatBuffer[names.length];
    for (int head = 0; head < names.length; head++) {
      names[head] = heads.get(head).output();
      widths[head] = heads.get(head).outputs();
      buffers[head] = direct(maxRows * widths[head] * Float.BYTES).asFloatBuffer();
    }
  }

  /** Shows the first rows of every buffer to ONNX Runtime; the caller closes the tensors. */
  void open(int rows, Map<String, OnnxTensor> tensors) throws OrtException {
    for (int head = 0; head < names.length; head++) {
      tensors.put(
          names[head],
          OnnxTensor.createTensor(
              OrtRuntime.environment(),
              buffers[head].slice(0, rows * widths[head]),
              new long[] {rows, widths[head]}));
    }
  }

  /** The outputs of a head: float (rows, outputs). */
  FloatBuffer of(int head) {
    return buffers[head];
  }

  static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }

  static void close(Map<String, OnnxTensor> tensors) {
    tensors.values().forEach(OnnxTensor::close);
    tensors.clear();
  }
}
