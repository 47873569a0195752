package dev.weir.retrain.transformer.conv;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of a packaged graph of Weir's text trainer: the tables into which the convolution was
 * folded, the table of n-grams, and the dense layers. Immutable.
 */
final class ConvGraph {
  /** The tables of the three places of a window, and that of the n-grams. */
  static final List<String> TABLES = List.of("before_table", "here_table", "after_table", "table");

  private static final List<String> LAYERS =
      List.of("norm_scale", "norm_shift", "hidden_weight", "hidden_bias");

  private final ModelProto model;
  private final Map<String, TensorProto> tensors = new HashMap<>();
  private final List<String> layers;
  private final String name;

  /**
   * The weights of a graph.
   *
   * @param tasks whose heads it has
   * @param name of the package, for messages
   * @throws FineTuneException if it is no such graph
   */
  ConvGraph(ModelProto model, List<String> tasks, String name) {
    this.model = model;
    this.name = name;
    model.getGraph().getInitializerList().forEach(one -> tensors.put(one.getName(), one));
    layers = new ArrayList<>(LAYERS);
    for (String task : tasks) {
      layers.add(task + "_weight");
      layers.add(task + "_bias");
    }
    layers.forEach(this::tensor);
    TABLES.forEach(this::table);
  }

  private TensorProto tensor(String wanted) {
    TensorProto tensor = tensors.get(wanted);
    if (tensor == null || !tensor.hasRawData()) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          "%s: its graph has no %s, as the text trainer writes it; train the heads only"
              .formatted(name, wanted));
    }
    return tensor;
  }

  ByteTable table(String table) {
    return new ByteTable(tensor(table + "_int8"), tensor(table + "_scale"));
  }

  /** The dense layers' names: vectors and matrices (in, out). */
  List<String> layers() {
    return layers;
  }

  float[] values(String layer) {
    ByteString raw = tensor(layer).getRawData();
    float[] values = new float[raw.size() / Float.BYTES];
    raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  long[] shape(String layer) {
    return tensor(layer).getDimsList().stream().mapToLong(Long::longValue).toArray();
  }

  /** The graph with other weights. */
  ModelProto with(Map<String, float[]> dense, Map<String, ByteTable> tables) {
    Map<String, TensorProto> changed = new LinkedHashMap<>();
    dense.forEach(
        (layer, values) -> {
          ByteBuffer raw =
              ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
          raw.asFloatBuffer().put(values);
          changed.put(
              layer, tensor(layer).toBuilder().setRawData(ByteString.copyFrom(raw)).build());
        });
    tables.forEach(
        (table, values) -> {
          changed.put(table + "_int8", values.bytes());
          changed.put(table + "_scale", values.scales());
        });
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      TensorProto by = changed.get(graph.getInitializer(i).getName());
      if (by != null) {
        graph.setInitializer(i, by);
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }
}
