package dev.weir.retrain.fraud.export;

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
import java.util.List;

/**
 * Boosted trees as an ONNX graph of one {@code TreeEnsembleRegressor} and a sigmoid.
 *
 * <p>Input {@value #INPUT}: float (batch, columns), NaN where a value is missing. Output {@value
 * #OUTPUT}: float (batch, 1), probability before calibration. {@code nodes_hitrates} carries the
 * cover of each node. Stateless.
 */
public final class TreeGraph {
  public static final String INPUT = "features";
  public static final String OUTPUT = "risk";

  private static final String LOG_ODDS = "log_odds";
  private static final int IR_VERSION = 8;
  private static final int OPSET = 17;
  private static final int ML_OPSET = 3;

  private TreeGraph() {}

  /** The graph's bytes. */
  public static byte[] of(TreeEnsemble ensemble, int columns) {
    NodeProto.Builder node =
        NodeProto.newBuilder()
            .setOpType("TreeEnsembleRegressor")
            .setDomain("ai.onnx.ml")
            .setName("trees")
            .addInput(INPUT)
            .addOutput(LOG_ODDS);
    trees(ensemble.trees(), node);
    // LOGISTIC is not applied by ONNX Runtime where there is one target
    node.addAttribute(text("post_transform", "NONE"));
    node.addAttribute(text("aggregate_function", "SUM"));
    node.addAttribute(
        AttributeProto.newBuilder()
            .setName("n_targets")
            .setType(AttributeProto.AttributeType.INT)
            .setI(1));
    node.addAttribute(floats("base_values").addFloats(ensemble.base()));
    return model(
        GraphProto.newBuilder()
            .setName("weir-fraud")
            .addInput(tensor(INPUT, columns))
            .addOutput(tensor(OUTPUT, 1))
            .addNode(node)
            .addNode(
                NodeProto.newBuilder()
                    .setOpType("Sigmoid")
                    .setName("sigmoid")
                    .addInput(LOG_ODDS)
                    .addOutput(OUTPUT)));
  }

  /** A graph as a model's bytes. */
  static byte[] model(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("weir")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .addOpsetImport(
            OperatorSetIdProto.newBuilder().setDomain("ai.onnx.ml").setVersion(ML_OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static void trees(List<TreeEnsemble.Tree> trees, NodeProto.Builder node) {
    AttributeProto.Builder treeIds = ints("nodes_treeids");
    AttributeProto.Builder nodeIds = ints("nodes_nodeids");
    AttributeProto.Builder columns = ints("nodes_featureids");
    AttributeProto.Builder whenTrue = ints("nodes_truenodeids");
    AttributeProto.Builder whenFalse = ints("nodes_falsenodeids");
    AttributeProto.Builder missing = ints("nodes_missing_value_tracks_true");
    AttributeProto.Builder values = floats("nodes_values");
    // ONNX Runtime passes over them; contributions of features are computed from them
    AttributeProto.Builder covers = floats("nodes_hitrates");
    AttributeProto.Builder modes =
        AttributeProto.newBuilder()
            .setName("nodes_modes")
            .setType(AttributeProto.AttributeType.STRINGS);
    AttributeProto.Builder leafTrees = ints("target_treeids");
    AttributeProto.Builder leafNodes = ints("target_nodeids");
    AttributeProto.Builder leafTargets = ints("target_ids");
    AttributeProto.Builder leafValues = floats("target_weights");
    ByteString branch = ByteString.copyFromUtf8("BRANCH_LT");
    ByteString leaf = ByteString.copyFromUtf8("LEAF");
    for (int t = 0; t < trees.size(); t++) {
      TreeEnsemble.Tree tree = trees.get(t);
      for (int n = 0; n < tree.size(); n++) {
        boolean isLeaf = tree.isLeaf(n);
        treeIds.addInts(t);
        nodeIds.addInts(n);
        columns.addInts(isLeaf ? 0 : tree.column()[n]);
        whenTrue.addInts(isLeaf ? 0 : tree.left()[n]);
        whenFalse.addInts(isLeaf ? 0 : tree.right()[n]);
        missing.addInts(!isLeaf && tree.missingLeft()[n] ? 1 : 0);
        values.addFloats(isLeaf ? 0 : tree.threshold()[n]);
        covers.addFloats(tree.cover()[n]);
        modes.addStrings(isLeaf ? leaf : branch);
        if (isLeaf) {
          leafTrees.addInts(t);
          leafNodes.addInts(n);
          leafTargets.addInts(0);
          leafValues.addFloats(tree.threshold()[n]);
        }
      }
    }
    for (AttributeProto.Builder attribute :
        List.of(
            treeIds,
            nodeIds,
            columns,
            whenTrue,
            whenFalse,
            missing,
            values,
            covers,
            modes,
            leafTrees,
            leafNodes,
            leafTargets,
            leafValues)) {
      node.addAttribute(attribute);
    }
  }

  private static AttributeProto.Builder ints(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
  }

  private static AttributeProto.Builder floats(String name) {
    return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
  }

  private static AttributeProto.Builder text(String name, String value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.STRING)
        .setS(ByteString.copyFromUtf8(value));
  }

  /** float (batch, columns). */
  static ValueInfoProto tensor(String name, long columns) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(
                            TensorShapeProto.newBuilder()
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimParam("batch"))
                                .addDim(
                                    TensorShapeProto.Dimension.newBuilder().setDimValue(columns)))))
        .build();
  }
}
