package dev.weir.retrain.transformer.graph;

import static dev.weir.retrain.transformer.graph.GraphWriter.attribute;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a graph so that its products with weights are of eight bits: each column of a weight has
 * a scale of its own, and what is multiplied with it is rounded by {@link Scales}. Used once,
 * confined to one thread.
 */
public final class Int8Graph {
  /** Where the scale of what is multiplied comes from. */
  public enum Scales {
    /** One number for each place of the graph, from texts that were run before. */
    STATIC,
    /** The largest value of each token's vector. */
    ROW,
    /** The least and largest value of the batch: a score depends on the texts beside it. */
    BATCH
  }

  /** The least and the largest value of a place of the graph; 0 lies between them. */
  public record Range(float least, float largest) {
    public Range {
      if (!(least <= 0 && largest >= 0 && largest - least > 0)) {
        throw new IllegalArgumentException("no range: " + least + " to " + largest);
      }
    }

    float scale() {
      return (largest - least) / LEVELS;
    }

    int zero() {
      return Math.round(-least / scale());
    }
  }

  private static final int LEVELS = 255;
  private static final int MIDDLE = 128;
  private static final float LARGEST = 127;
  private static final float TINY = 1e-9f;

  private final Scales scales;
  private final Map<String, Range> ranges;
  private final Map<String, Weight> floats = new HashMap<>();
  private final Set<String> replaced = new HashSet<>();
  private final Map<String, String> rounded = new HashMap<>();
  private final Map<String, String> columns = new HashMap<>();
  private final GraphWriter graph;

  private Int8Graph(ModelProto model, Scales scales, Map<String, Range> ranges) {
    this.scales = scales;
    this.ranges = ranges;
    this.graph = GraphWriter.like(model);
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      Weight weight = OnnxFile.floats(tensor);
      if (weight != null) {
        floats.put(tensor.getName(), weight);
      }
    }
  }

  /** The values that a graph multiplies with weights, in its order. */
  public static Set<String> multiplied(ModelProto model) {
    Int8Graph reader = new Int8Graph(model, Scales.BATCH, Map.of());
    Set<String> names = new LinkedHashSet<>();
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (reader.factor(node) != null) {
        names.add(node.getInput(0));
      }
    }
    return names;
  }

  /**
   * The graph of eight bits.
   *
   * @param ranges of {@link #multiplied} for {@link Scales#STATIC}; unused otherwise
   */
  public static ModelProto of(ModelProto model, Scales scales, Map<String, Range> ranges) {
    Int8Graph rewriter = new Int8Graph(model, scales, ranges);
    for (NodeProto node : model.getGraph().getNodeList()) {
      rewriter.rewrite(node);
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (!rewriter.replaced.contains(tensor.getName())) {
        rewriter.graph.copy(tensor);
      }
    }
    return rewriter.graph.model();
  }

  /** The weight that a node multiplies with; null where it does something else. */
  private @Nullable Weight factor(NodeProto node) {
    if (!node.getOpType().equals("MatMul")) {
      return null;
    }
    Weight weight = floats.get(node.getInput(1));
    return weight != null && weight.shape().length == 2 ? weight : null;
  }

  private void rewrite(NodeProto node) {
    Weight weight = factor(node);
    if (weight == null) {
      graph.copy(node);
      return;
    }
    replaced.add(node.getInput(1));
    String input = node.getInput(0);
    String matrix = matrix(node.getInput(1), weight);
    String columnScales = matrix + ".scale";
    switch (scales) {
      case BATCH ->
          graph.own(
              node.getOutput(0), "DynamicQuantizeMatMul", List.of(input, matrix, columnScales));
      case STATIC -> {
        String place = "int8." + input;
        graph.own(
            node.getOutput(0),
            "MatMulIntegerToFloat",
            List.of(fixed(input, place), matrix, place + ".scale", columnScales, place + ".zero"));
      }
      case ROW -> {
        String whole =
            graph.own(
                "MatMulIntegerToFloat",
                List.of(byRow(input), matrix, "int8.one", columnScales, "int8.middle"));
        graph.named(node.getOutput(0), "Mul", List.of(whole, "int8." + input + ".scale"));
      }
    }
  }

  /** The values of a place as eight bits, by a scale that is known. */
  private String fixed(String input, String place) {
    return rounded.computeIfAbsent(
        input,
        name -> {
          Range range = ranges.get(name);
          if (range == null) {
            throw new IllegalArgumentException("no range of " + name);
          }
          graph.number(place + ".scale", range.scale());
          graph.bytes(
              place + ".zero", TensorProto.DataType.UINT8, new byte[] {(byte) range.zero()});
          return graph.node("QuantizeLinear", List.of(name, place + ".scale", place + ".zero"));
        });
  }

  /** The values of a place as eight bits, by each vector's largest. */
  private String byRow(String input) {
    return rounded.computeIfAbsent(
        input,
        name -> {
          if (rounded.isEmpty()) {
            graph.number("int8.one", 1);
            graph.number("int8.tiny", TINY);
            graph.number("int8.largest", LARGEST);
            graph.bytes("int8.middle", TensorProto.DataType.UINT8, new byte[] {(byte) MIDDLE});
          }
          String sizes = graph.node("Abs", List.of(name));
          String most =
              graph.node(
                  "ReduceMax",
                  List.of(sizes),
                  GraphWriter.list("axes", -1),
                  attribute("keepdims", 1));
          String above = graph.node("Max", List.of(most, "int8.tiny"));
          graph.named("int8." + name + ".scale", "Div", List.of(above, "int8.largest"));
          String turned = graph.node("Div", List.of(name, "int8." + name + ".scale"));
          return graph.node("QuantizeLinear", List.of(turned, "int8.one", "int8.middle"));
        });
  }

  /** A weight as int8 with a scale for each column; its name. */
  private String matrix(String name, Weight weight) {
    return columns.computeIfAbsent(
        name,
        unused -> {
          int rows = (int) weight.shape()[0];
          int width = (int) weight.shape()[1];
          float[] scale = new float[width];
          for (int i = 0; i < weight.values().length; i++) {
            scale[i % width] = Math.max(scale[i % width], Math.abs(weight.values()[i]));
          }
          for (int column = 0; column < width; column++) {
            scale[column] = Math.max(scale[column], TINY) / LARGEST;
          }
          byte[] values = new byte[rows * width];
          for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(weight.values()[i] / scale[i % width]);
          }
          String matrix = "int8." + name;
          graph.bytes(matrix, TensorProto.DataType.INT8, values, rows, width);
          graph.tensor(matrix + ".scale", new Weight(matrix, new long[] {width}, scale));
          return matrix;
        });
  }
}
