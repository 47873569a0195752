package dev.weir.retrain.transformer.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.UntiedGraph.Use;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last linear layer in front of a graph's logits: a {@code Gemm}, or a {@code MatMul} with an
 * {@code Add} or without. Immutable.
 */
public final class HeadGraph {
  private static final String ADDED_BIAS = "weir.head.bias";

  private final UntiedGraph graph;
  private final ModelProto exported;
  private final int product;
  private final Use weight;
  private final @Nullable Use bias;

  private HeadGraph(
      UntiedGraph graph, ModelProto exported, int product, Use weight, @Nullable Use bias) {
    this.graph = graph;
    this.exported = exported;
    this.product = product;
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Finds the layer.
   *
   * @param output of the graph: float (batch, labels)
   * @param name of the model, for messages
   * @throws FineTuneException if something else gives the logits
   */
  public static HeadGraph of(ModelProto exported, String output, String name) {
    UntiedGraph graph = UntiedGraph.of(exported);
    int last = graph.producer(output);
    while (last >= 0 && graph.node(last).getOpType().equals("Identity")) {
      last = graph.producer(graph.node(last).getInput(0));
    }
    int product = last;
    @Nullable Use bias = null;
    if (last >= 0 && graph.node(last).getOpType().equals("Add")) {
      bias = use(graph, last, 0);
      bias = bias == null ? use(graph, last, 1) : bias;
      product = bias == null ? -1 : graph.producer(graph.node(last).getInput(1 - bias.input()));
    }
    String type = product < 0 ? "" : graph.node(product).getOpType();
    boolean multiplies = type.equals("MatMul") || (type.equals("Gemm") && product == last);
    @Nullable Use weight = multiplies ? use(graph, product, 1) : null;
    if (weight == null
        || weight.tensor().shape().length != 2
        || attribute(graph.node(product), "transA", 0) != 0) {
      throw new FineTuneException(
          Problem.UNSUPPORTED_MODEL,
          "%s: its output %s comes from %s, where a Gemm or a MatMul with fp32 weights is expected; export the classifier in fp32, logits last"
              .formatted(
                  name, output, last < 0 ? "no node" : "a node " + graph.node(last).getOpType()));
    }
    if (type.equals("Gemm")) {
      bias = use(graph, product, 2);
    }
    return new HeadGraph(graph, exported, product, weight, bias);
  }

  private static @Nullable Use use(UntiedGraph graph, int node, int input) {
    return graph.uses().stream()
        .filter(use -> use.node() == node && use.input() == input)
        .findFirst()
        .orElse(null);
  }

  private static float attribute(NodeProto node, String name, float otherwise) {
    for (AttributeProto attribute : node.getAttributeList()) {
      if (attribute.getName().equals(name)) {
        return attribute.hasF() ? attribute.getF() : attribute.getI();
      }
    }
    return otherwise;
  }

  private boolean isGemm() {
    return graph.node(product).getOpType().equals("Gemm");
  }

  /** Whether the tensor is (labels, features) rather than its transpose. */
  private boolean storesLabelsFirst() {
    return isGemm() && attribute(graph.node(product), "transB", 0) != 0;
  }

  /** The layer's weights as they are stored: (labels, features). */
  public Weight weights() {
    return storesLabelsFirst() ? weight.tensor() : weight.tensor().transposed();
  }

  /** The layer's biases as they are stored, or null if it has none. */
  public @Nullable Weight biases() {
    return bias == null ? null : bias.tensor();
  }

  /** The graph as it was exported. */
  public ModelProto exported() {
    return exported;
  }

  /** The name of the layer's input, which {@link #exposed()} gives out: float (batch, features). */
  public String featureOutput() {
    return graph.node(product).getInput(0);
  }

  /** The graph with the layer's input as its only output. */
  public ModelProto exposed() {
    ValueInfoProto value =
        ValueInfoProto.newBuilder()
            .setName(featureOutput())
            .setType(
                TypeProto.newBuilder()
                    .setTensorType(
                        TypeProto.Tensor.newBuilder()
                            .setElemType(TensorProto.DataType.FLOAT.getNumber())))
            .build();
    return exported.toBuilder()
        .setGraph(exported.getGraph().toBuilder().clearOutput().addOutput(value))
        .build();
  }

  /**
   * The graph with another layer.
   *
   * @param weights (labels, features)
   * @param biases of the labels
   */
  public ModelProto with(Weight weights, Weight biases) {
    NodeProto node = graph.node(product);
    Weight scaled = isGemm() ? divided(weights, attribute(node, "alpha", 1)) : weights;
    Map<Use, Weight> values = new LinkedHashMap<>();
    values.put(weight, storesLabelsFirst() ? scaled : scaled.transposed());
    if (bias != null) {
      values.put(bias, isGemm() ? divided(biases, attribute(node, "beta", 1)) : biases);
      return graph.with(values);
    }
    return withBias(graph.with(values), biases);
  }

  private static Weight divided(Weight weight, float by) {
    float[] values = weight.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] /= by;
    }
    return weight.with(values);
  }

  /** A layer that had no bias gets an {@code Add} behind it. */
  private ModelProto withBias(ModelProto model, Weight biases) {
    GraphProto.Builder nodes = model.getGraph().toBuilder();
    NodeProto.Builder node = nodes.getNodeBuilder(product);
    String given = node.getOutput(0);
    String bare = given + ".weir.bare";
    node.setOutput(0, bare);
    NodeProto add =
        NodeProto.newBuilder()
            .setOpType("Add")
            .setName(ADDED_BIAS)
            .addInput(bare)
            .addInput(ADDED_BIAS)
            .addOutput(given)
            .build();
    List<NodeProto> after =
        List.copyOf(nodes.getNodeList().subList(product + 1, nodes.getNodeCount()));
    List<NodeProto> before = List.copyOf(nodes.getNodeList().subList(0, product + 1));
    nodes.clearNode().addAllNode(before).addNode(add).addAllNode(after);
    nodes.addInitializer(OnnxFile.tensor(ADDED_BIAS, biases));
    return model.toBuilder().setGraph(nodes).build();
  }
}
