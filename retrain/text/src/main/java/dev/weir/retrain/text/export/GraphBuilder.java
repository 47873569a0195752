package dev.weir.retrain.text.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Puts an ONNX graph together, node by node. Every node is named after its output. Confined. */
final class GraphBuilder {
  /** Layer normalisation came with 17, GELU with 20. */
  private static final int OPSET = 20;

  private static final int IR_VERSION = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder();

  GraphBuilder(String name) {
    graph.setName(name);
  }

  /** The whole model. */
  ModelProto model(String description) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("weir")
        .setDocString(description)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  /** Adds a node without attributes. */
  String node(String operator, String output, String... inputs) {
    graph.addNode(start(operator, output, inputs));
    return output;
  }

  /** Adds a node with whole-number attributes, given as name and value in turn. */
  String node(String operator, String output, List<Object> attributes, String... inputs) {
    NodeProto.Builder node = start(operator, output, inputs);
    for (int i = 0; i < attributes.size(); i += 2) {
      AttributeProto.Builder attribute =
          AttributeProto.newBuilder().setName((String) attributes.get(i));
      Object value = attributes.get(i + 1);
      if (value instanceof Float number) {
        attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number);
      } else {
        attribute.setType(AttributeProto.AttributeType.INT).setI(((Number) value).longValue());
      }
      node.addAttribute(attribute);
    }
    graph.addNode(node);
    return output;
  }

  private static NodeProto.Builder start(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addAllInput(List.of(inputs))
        .addOutput(output);
  }

  /** Converts to another type. */
  String cast(String output, String input, DataType type) {
    return node("Cast", output, List.of("to", type.getNumber()), input);
  }

  /** A constant of fp32 numbers. */
  String floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = little(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, DataType.FLOAT, ByteString.copyFrom(bytes), shape);
  }

  /** A constant of 64-bit whole numbers. */
  String longs(String name, long... values) {
    ByteBuffer bytes = little(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, DataType.INT64, ByteString.copyFrom(bytes), values.length);
  }

  /** A constant of any type. */
  String constant(String name, DataType type, ByteString littleEndian, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(littleEndian);
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
    return name;
  }

  /** An input of ids: int64 (batch, length). */
  String ids(String name, String length) {
    graph.addInput(tensor(name, DataType.INT64, length, 0));
    return name;
  }

  /** An output of logits: float (batch, labels). */
  void logits(String name, int labels) {
    graph.addOutput(tensor(name, DataType.FLOAT, "", labels));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto tensor(String name, DataType type, String dimension, int size) {
    TensorShapeProto.Dimension.Builder second = TensorShapeProto.Dimension.newBuilder();
    if (dimension.isEmpty()) {
      second.setDimValue(size);
    } else {
      second.setDimParam(dimension);
    }
    TensorShapeProto shape =
        TensorShapeProto.newBuilder()
            .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
            .addDim(second)
            .build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(shape)))
        .build();
  }
}
