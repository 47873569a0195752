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
import dev.weir.retrain.transformer.weights.Weight;
import java.util.List;

/** Writes an ONNX graph node by node. Used once, confined to one thread. */
final class GraphWriter {
  private static final int OPSET = 17;
  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("classifier");
  private int values;

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
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS);
    for (long axis : axes) {
      attribute.addInts(axis);
    }
    return attribute.build();
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("weir")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }
}
