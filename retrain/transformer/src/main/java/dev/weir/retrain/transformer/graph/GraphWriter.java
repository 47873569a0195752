package dev.weir.retrain.transformer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.List;

/** Writes an ONNX graph node by node. Used once, confined to one thread. */
final class GraphWriter {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("classifier");
  private int values;

  /** A graph with the inputs and outputs of another one, whose names of values it avoids. */
  static GraphWriter like(ModelProto model) {
    GraphWriter writer = new GraphWriter();
    writer.graph.addAllInput(model.getGraph().getInputList());
    writer.graph.addAllOutput(model.getGraph().getOutputList());
    writer.values = model.getGraph().getNodeCount();
    return writer;
  }

  /** An input of int64. */
  void input(String name, Object... shape) {
    graph.addInput(value(name, TensorProto.DataType.INT64, shape));
  }

  /** An output of float; a node gives it under this name. */
  void output(String name, Object... shape) {
    graph.addOutput(value(name, TensorProto.DataType.FLOAT, shape));
  }

  private static ValueInfoProto value(String name, TensorProto.DataType type, Object... shape) {
    TensorShapeProto.Builder dimensions = TensorShapeProto.newBuilder();
    for (Object size : shape) {
      TensorShapeProto.Dimension.Builder dimension = dimensions.addDimBuilder();
      if (size instanceof Integer fixed) {
        dimension.setDimValue(fixed);
      } else {
        dimension.setDimParam(size.toString());
      }
    }
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(dimensions);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** An initializer of floats; its name. */
  String tensor(String name, Weight weight) {
    graph.addInitializer(OnnxFile.tensor(name, weight));
    return name;
  }

  /** A single float; its name. */
  String number(String name, double value) {
    return tensor(name, new Weight(name, new long[0], new float[] {(float) value}));
  }

  /** A single int64; its name. */
  String index(String name, long value) {
    graph.addInitializer(longs(name).addInt64Data(value));
    return name;
  }

  /** A list of int64; its name. */
  String indexes(String name, long... list) {
    TensorProto.Builder tensor = longs(name).addDims(list.length);
    for (long value : list) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return name;
  }

  private static TensorProto.Builder longs(String name) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.INT64.getNumber());
  }

  /** A node with one output; the output's name. */
  String node(String type, List<String> inputs, AttributeProto... attributes) {
    String output = type + "." + values++;
    named(output, type, inputs, attributes);
    return output;
  }

  /** A node whose output has a name. */
  void named(String output, String type, List<String> inputs, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output)
            .setOpType(type)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
  }

  /** A node of an operator that ONNX Runtime brings with it; the output's name. */
  String own(String type, List<String> inputs, AttributeProto... attributes) {
    String output = type + "." + values++;
    own(output, type, inputs, attributes);
    return output;
  }

  /** The same with a name for the output. */
  void own(String output, String type, List<String> inputs, AttributeProto... attributes) {
    named(output, type, inputs, attributes);
    graph.getNodeBuilder(graph.getNodeCount() - 1).setDomain(OnnxFile.OWN_DOMAIN);
  }

  /** A node of another graph. */
  void copy(NodeProto node) {
    graph.addNode(node);
  }

  /** An initializer of another graph. */
  void copy(TensorProto tensor) {
    graph.addInitializer(tensor);
  }

  /** An initializer of whole numbers of eight bits. */
  void bytes(String name, TensorProto.DataType type, byte[] bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long dimension : shape) {
      tensor.addDims(dimension);
    }
    graph.addInitializer(tensor);
  }

  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  static AttributeProto order(long... axes) {
    return list("perm", axes);
  }

  static AttributeProto list(String name, long... axes) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long axis : axes) {
      attribute.addInts(axis);
    }
    return attribute.build();
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("weir")
        .addAllOpsetImport(opsets())
        .setGraph(graph)
        .build();
  }

  private List<OperatorSetIdProto> opsets() {
    OperatorSetIdProto standard =
        OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET).build();
    boolean own =
        graph.getNodeList().stream().anyMatch(node -> node.getDomain().equals(OnnxFile.OWN_DOMAIN));
    return own ? List.of(standard, OnnxFile.OWN_OPERATORS) : List.of(standard);
  }
}
