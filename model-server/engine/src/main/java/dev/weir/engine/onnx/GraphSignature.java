package dev.weir.engine.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a graph says of its own inputs and outputs.
 *
 * @param inputs in the graph's order
 * @param outputs in the graph's order
 */
public record GraphSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  public GraphSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /**
   * A tensor of a graph.
   *
   * @param name its name
   * @param type such as {@code int64} or {@code float}
   * @param shape sizes; a negative one is free
   */
  public record TensorSpec(String name, String type, List<Long> shape) {
    public TensorSpec {
      shape = List.copyOf(shape);
    }

    public static TensorSpec of(String name, String type, long... shape) {
      return new TensorSpec(name, type, Arrays.stream(shape).boxed().toList());
    }

    /** Type and shape as messages show them: {@code float (batch, 3)}. */
    public String describe() {
      StringBuilder text = new StringBuilder(type).append(" (");
      for (int i = 0; i < shape.size(); i++) {
        long size = shape.get(i);
        text.append(i == 0 ? "" : ", ").append(size >= 0 ? size : i == 0 ? "batch" : "?");
      }
      return text.append(')').toString();
    }
  }

  /** The outputs' names, for messages. */
  public String outputNames() {
    return outputs.stream().map(TensorSpec::name).collect(Collectors.joining(", "));
  }
}
