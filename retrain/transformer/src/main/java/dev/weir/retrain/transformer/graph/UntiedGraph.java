package dev.weir.retrain.transformer.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A graph in which every place that reads a tensor of floats is known by itself. Exporters merge
 * equal tensors: one initializer then feeds many nodes, directly or through {@code Identity} nodes
 * that carry the other names. Here these nodes are gone, {@code Constant} nodes have become
 * initializers, and each use is a {@link Use} of its own, which may get a value of its own.
 * Immutable.
 */
final class UntiedGraph {
  private static final String IDENTITY = "Identity";
  private static final String CONSTANT = "Constant";
  private static final String OWN = "weir.";

  private final ModelProto model;
  private final Map<String, Weight> tensors;
  private final List<Use> uses;
  private final Map<String, Integer> producers;

  /**
   * A place that reads a tensor.
   *
   * @param node index of the node
   * @param input index among its inputs
   * @param name by which the exporter let it read: an initializer's or an alias'
   * @param tensor what is read there
   */
  record Use(int node, int input, String name, Weight tensor) {}

  private UntiedGraph(ModelProto model, Map<String, Weight> tensors, List<Use> uses) {
    this.model = model;
    this.tensors = tensors;
    this.uses = List.copyOf(uses);
    this.producers = new HashMap<>();
    for (int n = 0; n < model.getGraph().getNodeCount(); n++) {
      for (String output : model.getGraph().getNode(n).getOutputList()) {
        producers.put(output, n);
      }
    }
  }

  static UntiedGraph of(ModelProto exported) {
    GraphProto graph = exported.getGraph();
    Map<String, Weight> tensors = new LinkedHashMap<>();
    GraphProto.Builder untied = graph.toBuilder().clearNode();
    for (TensorProto initializer : graph.getInitializerList()) {
      Weight floats = OnnxFile.floats(initializer);
      if (floats != null) {
        tensors.put(initializer.getName(), floats);
      }
    }
    Map<String, String> roots = new HashMap<>();
    tensors.keySet().forEach(name -> roots.put(name, name));
    Set<String> outputs = new HashSet<>();
    graph.getOutputList().forEach(output -> outputs.add(output.getName()));
    List<Use> uses = new ArrayList<>();
    for (NodeProto node : graph.getNodeList()) {
      Weight constant = constant(node);
      String root = node.getInputCount() == 1 ? roots.get(node.getInput(0)) : null;
      if (constant != null) {
        String name = node.getOutput(0);
        tensors.put(name, constant);
        roots.put(name, name);
        untied.addInitializer(OnnxFile.tensor(name, constant));
      } else if (node.getOpType().equals(IDENTITY)
          && root != null
          && !outputs.contains(node.getOutput(0))) {
        roots.put(node.getOutput(0), root);
      } else {
        untied.addNode(resolved(node, untied.getNodeCount(), roots, tensors, uses));
      }
    }
    return new UntiedGraph(exported.toBuilder().setGraph(untied).build(), tensors, uses);
  }

  /** The floats of a constant of one dimension or more, or null. */
  private static @Nullable Weight constant(NodeProto node) {
    if (!node.getOpType().equals(CONSTANT)
        || node.getAttributeCount() != 1
        || !node.getAttribute(0).hasT()
        || node.getAttribute(0).getT().getDimsCount() == 0) {
      return null;
    }
    return OnnxFile.floats(node.getAttribute(0).getT());
  }

  private static NodeProto resolved(
      NodeProto node,
      int index,
      Map<String, String> roots,
      Map<String, Weight> tensors,
      List<Use> uses) {
    NodeProto.Builder resolved = node.toBuilder();
    for (int input = 0; input < node.getInputCount(); input++) {
      String name = node.getInput(input);
      String root = roots.get(name);
      Weight tensor = root == null ? null : tensors.get(root);
      if (root != null && tensor != null) {
        resolved.setInput(input, root);
        uses.add(new Use(index, input, name, tensor));
      }
    }
    return resolved.build();
  }

  /** All uses, in the order in which a run reaches them. */
  List<Use> uses() {
    return uses;
  }

  NodeProto node(int index) {
    return model.getGraph().getNode(index);
  }

  /** The node that gives a value, or -1 for initializers and inputs. */
  int producer(String value) {
    return producers.getOrDefault(value, -1);
  }

  /** What a use reads in a model that {@link #with} made. */
  static Weight read(ModelProto patched, Use use) {
    String name = patched.getGraph().getNode(use.node()).getInput(use.input());
    for (TensorProto initializer : patched.getGraph().getInitializerList()) {
      if (initializer.getName().equals(name)) {
        Weight floats = OnnxFile.floats(initializer);
        if (floats != null) {
          return floats;
        }
      }
    }
    throw new IllegalArgumentException("no initializer " + name);
  }

  /** The model with other values at some uses; what nobody reads any more is gone. */
  ModelProto with(Map<Use, Weight> values) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    values.forEach(
        (use, value) -> {
          String name = freeName(OWN + value.name() + "." + use.node() + "." + use.input());
          graph.getNodeBuilder(use.node()).setInput(use.input(), name);
          graph.addInitializer(OnnxFile.tensor(name, value));
        });
    Set<String> read = new HashSet<>();
    graph.getNodeList().forEach(node -> addReads(node, read));
    graph.getOutputList().forEach(output -> read.add(output.getName()));
    List<TensorProto> kept =
        graph.getInitializerList().stream()
            .filter(initializer -> read.contains(initializer.getName()))
            .toList();
    return model.toBuilder().setGraph(graph.clearInitializer().addAllInitializer(kept)).build();
  }

  private static void addReads(NodeProto node, Set<String> read) {
    read.addAll(node.getInputList());
    node.getAttributeList()
        .forEach(
            attribute -> {
              attribute.getG().getNodeList().forEach(inner -> addReads(inner, read));
              attribute
                  .getGraphsList()
                  .forEach(graph -> graph.getNodeList().forEach(inner -> addReads(inner, read)));
            });
  }

  private String freeName(String wanted) {
    String name = wanted;
    while (tensors.containsKey(name) || producers.containsKey(name)) {
      name += "'";
    }
    return name;
  }
}
