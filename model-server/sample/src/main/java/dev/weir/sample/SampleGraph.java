package dev.weir.sample;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The sample graph: the mean of the embeddings of the real tokens, then one linear head per task.
 *
 * <p>Inputs: {@code input_ids}: int64 (batch, tokens); {@code attention_mask}: int64 (batch,
 * tokens). Outputs: per task a tensor of its name: float (batch, labels), logits.
 */
final class SampleGraph {
  private static final int OPSET = 13;
  private static final int IR_VERSION = 8;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("weir-sample");

  private SampleGraph() {}

  static ModelProto build(SampleWeights weights, List<SampleTask> tasks) {
    return new SampleGraph().model(weights, tasks);
  }

  private ModelProto model(SampleWeights weights, List<SampleTask> tasks) {
    graph.addInput(tensor("input_ids", TensorProto.DataType.INT64, "tokens", 0));
    graph.addInput(tensor("attention_mask", TensorProto.DataType.INT64, "tokens", 0));
    long tokens = weights.embeddings.length / SampleWeights.WIDTH;
    floats("embeddings", weights.embeddings, tokens, SampleWeights.WIDTH);
    longs("axis_1", 1);
    longs("axis_2", 2);
    node("Gather", "embedded", "embeddings", "input_ids");
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Cast")
            .addInput("attention_mask")
            .addOutput("mask")
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(TensorProto.DataType.FLOAT.getNumber())));
    node("Unsqueeze", "mask_3d", "mask", "axis_2");
    node("Mul", "masked", "embedded", "mask_3d");
    sum("total", "masked", false);
    sum("count", "mask", true);
    node("Div", "mean", "total", "count");
    for (int head = 0; head < tasks.size(); head++) {
      SampleTask task = tasks.get(head);
      int labels = task.labels().size();
      floats(task.name() + "_weight", weights.heads[head], SampleWeights.WIDTH, labels);
      floats(task.name() + "_bias", weights.biases[head], labels);
      node("MatMul", task.name() + "_product", "mean", task.name() + "_weight");
      node("Add", task.name(), task.name() + "_product", task.name() + "_bias");
      graph.addOutput(tensor(task.name(), TensorProto.DataType.FLOAT, "", labels));
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("weir-sample")
        .setDocString("Untrained weights: shows the way of a record, not a useful verdict.")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private void node(String operator, String output, String... inputs) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(operator)
            .setName(output)
            .addAllInput(List.of(inputs))
            .addOutput(output));
  }

  private void sum(String output, String input, boolean keepDimensions) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("ReduceSum")
            .setName(output)
            .addInput(input)
            .addInput("axis_1")
            .addOutput(output)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("keepdims")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(keepDimensions ? 1 : 0)));
  }

  private void floats(String name, float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    initializer(name, TensorProto.DataType.FLOAT, bytes, shape);
  }

  private void longs(String name, long value) {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(0, value);
    initializer(name, TensorProto.DataType.INT64, bytes, 1);
  }

  private void initializer(
      String name, TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(type.getNumber())
            .setRawData(ByteString.copyFrom(bytes));
    for (long size : shape) {
      tensor.addDims(size);
    }
    graph.addInitializer(tensor);
  }

  private static ValueInfoProto tensor(
      String name, TensorProto.DataType type, String dimension, int size) {
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
