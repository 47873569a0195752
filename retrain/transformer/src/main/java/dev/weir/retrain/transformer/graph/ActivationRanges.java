package dev.weir.retrain.transformer.graph;

import static dev.weir.retrain.transformer.graph.GraphWriter.attribute;
import static dev.weir.retrain.transformer.graph.GraphWriter.list;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.InputSpec;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.graph.Int8Graph.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds between which values the places of a graph lie that {@link Int8Graph} rounds. Stateless.
 */
public final class ActivationRanges {
  private static final String OUTPUT = "ranges";
  private static final String ROW = "ranges.row";

  private ActivationRanges() {}

  /**
   * The ranges over some batches.
   *
   * @param inputs of the graph
   * @param batches of texts as the model will meet them
   */
  public static Map<String, Range> of(
      ModelProto model, List<InputSpec> inputs, List<Map<Feature.Sequence, TokenBatch>> batches) {
    List<String> places = List.copyOf(Int8Graph.multiplied(model));
    float[] least = new float[places.size()];
    float[] largest = new float[places.size()];
    ModelProto watched = watched(model, places);
    try (GraphRunner runner = GraphRunner.open(watched.toByteArray(), inputs, "graph")) {
      for (Map<Feature.Sequence, TokenBatch> batch : batches) {
        float[] seen = runner.run(batch, OUTPUT)[0];
        for (int place = 0; place < least.length; place++) {
          least[place] = Math.min(least[place], seen[2 * place]);
          largest[place] = Math.max(largest[place], seen[2 * place + 1]);
        }
      }
    }
    Map<String, Range> ranges = new LinkedHashMap<>();
    for (int place = 0; place < least.length; place++) {
      ranges.put(places.get(place), new Range(least[place], largest[place]));
    }
    return ranges;
  }

  /** The graph with one more output: least and largest of each place in turn, (1, 2 × places). */
  private static ModelProto watched(ModelProto model, List<String> places) {
    GraphWriter graph = GraphWriter.like(model);
    for (NodeProto node : model.getGraph().getNodeList()) {
      graph.copy(node);
    }
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      graph.copy(tensor);
    }
    graph.indexes(ROW, 1, -1);
    List<String> bounds = new ArrayList<>();
    for (String place : places) {
      String row = graph.node("Reshape", List.of(place, ROW));
      bounds.add(graph.node("ReduceMin", List.of(row), list("axes", 1), attribute("keepdims", 1)));
      bounds.add(graph.node("ReduceMax", List.of(row), list("axes", 1), attribute("keepdims", 1)));
    }
    graph.named(OUTPUT, "Concat", bounds, attribute("axis", 1));
    graph.output(OUTPUT, 1, 2 * places.size());
    return graph.model();
  }
}
