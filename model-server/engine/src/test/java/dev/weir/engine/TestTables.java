package dev.weir.engine;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import dev.weir.engine.calibrate.Calibration;
import dev.weir.engine.pack.ColumnSpec;
import dev.weir.engine.pack.PackageDraft;
import dev.weir.engine.pack.PackageWriter;
import dev.weir.engine.pack.Variant;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Small table packages whose scores can be worked out by hand. */
public final class TestTables {
  /** The task of every one of them. */
  public static final List<String> LABELS = List.of("genuine", "fraud");

  private TestTables() {}

  /** {@code P(fraud) = sigmoid(w · x)}, of one logit; every column must have a value. */
  public static Path linear(Path target, List<String> columns, float... weights)
      throws IOException {
    TaskSpec task = new TaskSpec("fraud", LABELS, TaskKind.BINARY);
    PackageDraft draft =
        PackageDraft.table(
                target.getParent().getFileName().toString(), target.getFileName().toString())
            .columns("features", columns.stream().map(ColumnSpec::required).toList())
            .task(task, "score", Calibration.none())
            .variant(Variant.Precision.FP32, "model.onnx", Variant.DEFAULT_TOLERANCE)
            .golden(new float[weights.length]);
    return write(draft, linearGraph(weights), target);
  }

  /**
   * One tree over {@code amount} and {@code hour}, either of which may be missing: {@code P(fraud)}
   * is 0.2 where the amount is below 10 or missing, 0.9 elsewhere.
   */
  public static Path tree(Path target, Calibration calibration) throws IOException {
    PackageDraft draft =
        PackageDraft.table("fraud-tree", "1")
            .columns(
                "features", List.of(ColumnSpec.optional("amount"), ColumnSpec.optional("hour")))
            .task(new TaskSpec("fraud", LABELS, TaskKind.PROBABILITY), "score", calibration)
            .variant(Variant.Precision.FP32, "model.onnx", Variant.DEFAULT_TOLERANCE)
            .golden(5, 12)
            .golden(Float.NaN, 3);
    return write(draft, treeGraph(), target);
  }

  private static Path write(PackageDraft draft, ModelProto model, Path target) throws IOException {
    Path files =
        Files.createDirectories(target.getParent().resolveSibling("trained-" + UUID.randomUUID()));
    Files.write(files.resolve("model.onnx"), model.toByteArray());
    return PackageWriter.write(draft, files, target).dir();
  }

  /** A graph of a matrix and nothing else: {@code features} to {@code score}. */
  public static ModelProto linearGraph(float... weights) {
    ByteBuffer bytes =
        ByteBuffer.allocate(weights.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float weight : weights) {
      bytes.putFloat(weight);
    }
    TensorProto matrix =
        TensorProto.newBuilder()
            .setName("weights")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addDims(weights.length)
            .addDims(1)
            .setRawData(ByteString.copyFrom(bytes.flip()))
            .build();
    return model(
        weights.length,
        NodeProto.newBuilder()
            .setOpType("MatMul")
            .setName("scored")
            .addInput("features")
            .addInput("weights")
            .addOutput("score"),
        matrix);
  }

  private static ModelProto treeGraph() {
    NodeProto.Builder trees =
        NodeProto.newBuilder()
            .setDomain("ai.onnx.ml")
            .setOpType("TreeEnsembleRegressor")
            .setName("trees")
            .addInput("features")
            .addOutput("score")
            .addAttribute(ints("nodes_treeids", 0, 0, 0))
            .addAttribute(ints("nodes_nodeids", 0, 1, 2))
            .addAttribute(ints("nodes_featureids", 0, 0, 0))
            .addAttribute(strings("nodes_modes", "BRANCH_LT", "LEAF", "LEAF"))
            .addAttribute(floats("nodes_values", 10, 0, 0))
            .addAttribute(ints("nodes_truenodeids", 1, 0, 0))
            .addAttribute(ints("nodes_falsenodeids", 2, 0, 0))
            .addAttribute(ints("nodes_missing_value_tracks_true", 1, 0, 0))
            .addAttribute(ints("target_treeids", 0, 0))
            .addAttribute(ints("target_nodeids", 1, 2))
            .addAttribute(ints("target_ids", 0, 0))
            .addAttribute(floats("target_weights", 0.2f, 0.9f))
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("n_targets")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(1));
    return model(2, trees);
  }

  private static ModelProto model(int columns, NodeProto.Builder node, TensorProto... constants) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(17))
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(3))
        .setGraph(
            GraphProto.newBuilder()
                .setName("table")
                .addInput(tensor("features", columns))
                .addNode(node)
                .addAllInitializer(Arrays.asList(constants))
                .addOutput(tensor("score", 1)))
        .build();
  }

  private static ValueInfoProto tensor(String name, int width) {
    ValueInfoProto.Builder tensor = ValueInfoProto.newBuilder().setName(name);
    var type = tensor.getTypeBuilder().getTensorTypeBuilder();
    type.setElemType(TensorProto.DataType.FLOAT.getNumber());
    type.getShapeBuilder().addDimBuilder().setDimParam("batch");
    type.getShapeBuilder().addDimBuilder().setDimValue(width);
    return tensor.build();
  }

  private static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  private static AttributeProto floats(String name, float... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    for (float value : values) {
      attribute.addFloats(value);
    }
    return attribute.build();
  }

  private static AttributeProto strings(String name, String... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
    for (String value : values) {
      attribute.addStrings(ByteString.copyFromUtf8(value));
    }
    return attribute.build();
  }
}
