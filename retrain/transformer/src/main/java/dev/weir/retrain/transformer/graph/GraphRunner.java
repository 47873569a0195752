package dev.weir.retrain.transformer.graph;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.weir.engine.onnx.OrtRuntime;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.InputSpec;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph in memory, run by ONNX Runtime on the caller's thread. Confined to one thread; owns its
 * native session.
 */
public final class GraphRunner implements AutoCloseable {
  private final OrtSession session;
  private final List<InputSpec> inputs;
  private final String name;

  private GraphRunner(OrtSession session, List<InputSpec> inputs, String name) {
    this.session = session;
    this.inputs = List.copyOf(inputs);
    this.name = name;
  }

  /**
   * Opens a graph.
   *
   * @param graph a serialised ONNX model
   * @param inputs what it takes
   * @param name for messages
   * @throws FineTuneException if ONNX Runtime refuses it
   */
  public static GraphRunner open(byte[] graph, List<InputSpec> inputs, String name) {
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      return new GraphRunner(OrtRuntime.environment().createSession(graph, options), inputs, name);
    } catch (OrtException e) {
      throw failure(name, e);
    }
  }

  /**
   * One output for a batch: (rows, columns).
   *
   * @param batch the ids of every sequence that the inputs show
   * @param output float (rows, columns)
   */
  public float[][] run(Map<Feature.Sequence, TokenBatch> batch, String output) {
    return run(batch, List.of(output));
  }

  /** Several outputs for a batch, side by side: (rows, columns of all). */
  public float[][] run(Map<Feature.Sequence, TokenBatch> batch, List<String> outputs) {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (InputSpec input : inputs) {
        TokenBatch ids = batch.get(input.feature().sequence());
        if (ids == null) {
          throw new IllegalArgumentException("the batch has nothing for input " + input.name());
        }
        tensors.put(input.name(), tensor(input.feature().role(), ids));
      }
      try (OrtSession.Result result = session.run(tensors, Set.copyOf(outputs))) {
        List<float[][]> columns = new ArrayList<>();
        for (String output : outputs) {
          columns.add(rows(result.get(output).orElse(null), output));
        }
        return columns.size() == 1 ? columns.get(0) : sideBySide(columns);
      }
    } catch (OrtException e) {
      throw failure(name, e);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor tensor(Feature.Role role, TokenBatch batch) throws OrtException {
    long[] values =
        switch (role) {
          case IDS -> batch.ids();
          case MASK -> batch.mask();
          case ZEROS -> new long[batch.ids().length];
        };
    return OnnxTensor.createTensor(
        OrtRuntime.environment(),
        LongBuffer.wrap(values),
        new long[] {batch.rows(), batch.length()});
  }

  private float[][] rows(@Nullable OnnxValue output, String called) {
    if (!(output instanceof OnnxTensor tensor) || tensor.getInfo().getShape().length != 2) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          "%s: its output %s is not (batch, columns)".formatted(name, called));
    }
    FloatBuffer values = tensor.getFloatBuffer();
    long[] shape = tensor.getInfo().getShape();
    float[][] rows = new float[(int) shape[0]][(int) shape[1]];
    for (float[] row : rows) {
      values.get(row);
    }
    return rows;
  }

  private static float[][] sideBySide(List<float[][]> columns) {
    int width = columns.stream().mapToInt(some -> some.length == 0 ? 0 : some[0].length).sum();
    float[][] rows = new float[columns.get(0).length][width];
    for (int row = 0; row < rows.length; row++) {
      int offset = 0;
      for (float[][] some : columns) {
        System.arraycopy(some[row], 0, rows[row], offset, some[row].length);
        offset += some[row].length;
      }
    }
    return rows;
  }

  private static FineTuneException failure(String name, OrtException e) {
    return new FineTuneException(
        Problem.UNSUPPORTED_MODEL,
        "%s: ONNX Runtime does not run the graph: %s; export the model again"
            .formatted(name, OrtRuntime.firstLine(e)),
        e);
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
