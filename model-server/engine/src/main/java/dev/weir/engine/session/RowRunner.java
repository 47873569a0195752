package dev.weir.engine.session;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.HeadSpec;
import dev.weir.engine.pack.PackageManifest;
import dev.weir.engine.pack.TableInput;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills the input of a run with rows and reads its outputs, all in direct buffers that are
 * allocated once. Confined to one thread. Memory is owned as in {@link BatchRunner}.
 */
public final class RowRunner {
  private final String name;
  private final TableInput table;
  private final int width;
  private final FloatBuffer input;
  private final OutputBuffers outputs;
  private final Map<String, OnnxTensor> inputTensors = new HashMap<>();
  private final Map<String, OnnxTensor> outputTensors = new HashMap<>();

  RowRunner(TableInput table, List<HeadSpec> heads, int maxRows) {
    this.table = table;
    name = table.name();
    width = table.columns().size();
    input = OutputBuffers.direct(maxRows * width * Float.BYTES).asFloatBuffer();
    outputs = new OutputBuffers(heads, maxRows);
  }

  /** Puts the values of a row, in the order of the columns. */
  public void put(int row, float[] values) {
    input.put(row * width, values, 0, width);
  }

  /** Puts the values of a row whose columns stand elsewhere; -1: nowhere, which is missing. */
  void put(int row, float[] values, int[] sources) {
    int at = row * width;
    for (int source : sources) {
      input.put(at++, source < 0 ? Float.NaN : values[source]);
    }
  }

  /**
   * Runs the graph on the first rows.
   *
   * @throws OrtException if the run failed; the outputs are undefined and the runner can go on
   */
  public void run(ModelSession session, int rows) throws OrtException {
    try {
      open(rows);
      session.run(inputTensors, outputTensors);
    } finally {
      close();
    }
  }

  /** One row of zeros, to see whether a graph runs at all. */
  static void probe(PackageManifest manifest, TableInput table, GraphRun graph)
      throws OrtException {
    RowRunner runner = new RowRunner(table, manifest.heads(), 1);
    try {
      runner.open(1);
      graph.run(runner.inputTensors, runner.outputTensors);
    } finally {
      runner.close();
    }
  }

  /** The outputs of a head after a run: float (rows, outputs). Valid until the next run. */
  FloatBuffer output(int head) {
    return outputs.of(head);
  }

  private void open(int rows) throws OrtException {
    inputTensors.put(
        name,
        OnnxTensor.createTensor(
            OrtRuntime.environment(), input.slice(0, rows * width), table.shape(rows)));
    outputs.open(rows, outputTensors);
  }

  private void close() {
    OutputBuffers.close(inputTensors);
    OutputBuffers.close(outputTensors);
  }
}
