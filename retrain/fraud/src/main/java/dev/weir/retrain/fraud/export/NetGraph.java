package dev.weir.retrain.fraud.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.weir.retrain.fraud.net.RiskNet;
import dev.weir.retrain.fraud.net.Scaling;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A {@link RiskNet} as an ONNX graph with its scaling inside.
 *
 * <p>Input {@value TreeGraph#INPUT}: float (batch, columns), NaN where a value is missing. Output
 * {@value TreeGraph#OUTPUT}: float (batch, 1), probability before calibration. Stateless.
 */
public final class NetGraph {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("weir-fraud");

  private NetGraph() {}

  /** The graph's bytes. */
  public static byte[] of(RiskNet net) {
    return new NetGraph().build(net);
  }

  private byte[] build(RiskNet net) {
    Scaling scaling = net.scaling();
    int columns = scaling.mean().length;
    graph.addInput(TreeGraph.tensor(TreeGraph.INPUT, columns));
    graph.addOutput(TreeGraph.tensor(TreeGraph.OUTPUT, 1));
    floats("mean", scaling.mean(), columns);
    floats("scale", scaling.scale(), columns);
    floats("zero", new float[] {0});
    floats("least", new float[] {-Scaling.WIDEST});
    floats("most", new float[] {Scaling.WIDEST});
    node("IsNaN", "missing", TreeGraph.INPUT);
    node("Where", "known", "missing", "zero", TreeGraph.INPUT);
    node("Asinh", "sines", "known");
    node("Sub", "centred", "sines", "mean");
    node("Mul", "standard", "centred", "scale");
    // 0 stands for a missing value, which is the mean
    node("Where", "filled", "missing", "zero", "standard");
    node("Min", "below", "filled", "most");
    node("Max", "cut", "below", "least");
    number("Cast", "indicators", "to", TensorProto.DataType.FLOAT.getNumber(), "missing");
    number("Concat", "inputs", "axis", 1, "cut", "indicators");
    linear(net, "first", "inputs");
    node("Relu", "first_units", "first");
    linear(net, "second", "first_units");
    node("Relu", "second_units", "second");
    linear(net, "out", "second_units");
    node("Sigmoid", TreeGraph.OUTPUT, "out");
    return TreeGraph.model(graph);
  }

  private void linear(RiskNet net, String name, String input) {
    float[] bias = net.values(name + ".bias");
    float[] weight = net.values(name + ".weight");
    floats(name + ".weight", weight, bias.length, weight.length / bias.length);
    floats(name + ".bias", bias, bias.length);
    number("Gemm", name, "transB", 1, input, name + ".weight", name + ".bias");
  }

  private void node(String type, String output, String... inputs) {
    graph.addNode(start(type, output, inputs));
  }

  private void number(String type, String output, String name, long value, String... inputs) {
    graph.addNode(
        start(type, output, inputs)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName(name)
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(value)));
  }

  private static NodeProto.Builder start(String type, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(type)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  private void floats(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
  }
}
