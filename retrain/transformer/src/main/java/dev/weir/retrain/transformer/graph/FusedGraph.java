package dev.weir.retrain.transformer.graph;

import static dev.weir.retrain.transformer.graph.GraphWriter.attribute;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.Family;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.List;
import java.util.Map;

/**
 * Writes a BERT classifier as a graph of ONNX Runtime's own operators, with the inputs and outputs
 * of {@link PlainGraph}: one node for an attention, one for a residual sum with its normalisation,
 * one for a bias with its GELU. In the last layer only the first token asks and goes on, as the
 * classifier reads no other: of two layers two fifths of the products are not done. Used once,
 * confined to one thread.
 */
public final class FusedGraph {
  private static final String ZERO = "zero";
  private static final String FIRST = "first";
  private static final String LENGTH_AXIS = "length.axis";

  private final EncoderConfig config;
  private final Map<String, Weight> weights;
  private final GraphWriter graph = new GraphWriter();

  private FusedGraph(EncoderConfig config, Map<String, Weight> weights) {
    this.config = config;
    this.weights = weights;
  }

  /**
   * The graph of a model.
   *
   * @param config of family {@link Family#BERT}
   * @param weights by the names that the configuration gives its parameters
   */
  public static ModelProto of(EncoderConfig config, Map<String, Weight> weights) {
    if (config.family() != Family.BERT) {
      throw new IllegalArgumentException("a graph is written of BERT only, not " + config.family());
    }
    return new FusedGraph(config, weights).build();
  }

  private ModelProto build() {
    graph.input("input_ids", "batch", "tokens");
    graph.input("attention_mask", "batch", "tokens");
    config.classifiers().forEach(one -> graph.output(one.output(), "batch", one.labels()));
    graph.index(ZERO, 0);
    graph.indexes(FIRST, 0);
    graph.index(LENGTH_AXIS, 1);
    String mask =
        graph.node(
            "Cast",
            List.of("attention_mask"),
            attribute("to", TensorProto.DataType.INT32.getNumber()));
    String hidden = embeddings();
    for (int layer = 0; layer < config.layers(); layer++) {
      hidden =
          layer("bert.encoder.layer." + layer + ".", hidden, mask, layer + 1 == config.layers());
    }
    String first = graph.node("Gather", List.of(hidden, ZERO), attribute("axis", 1));
    String pooled =
        graph.node(
            "Tanh",
            List.of(graph.node("Gemm", layer("bert.pooler.dense", first), attribute("transB", 1))));
    config
        .classifiers()
        .forEach(
            one ->
                graph.named(
                    one.output(), "Gemm", layer(one.name(), pooled), attribute("transB", 1)));
    return graph.model();
  }

  private String embeddings() {
    String sum = graph.node("Gather", List.of(table("word_embeddings"), "input_ids"));
    String shape = graph.node("Shape", List.of("input_ids"));
    String length = graph.node("Gather", List.of(shape, LENGTH_AXIS));
    String places = graph.node("Range", List.of(ZERO, length, LENGTH_AXIS));
    String positions = graph.node("Gather", List.of(table("position_embeddings"), places));
    if (config.types() > 0) {
      String type = graph.node("Gather", List.of(table("token_type_embeddings"), ZERO));
      positions = graph.node("Add", List.of(positions, type));
    }
    return graph.node(
        "LayerNormalization",
        List.of(
            graph.node("Add", List.of(sum, positions)),
            tensor("bert.embeddings.LayerNorm.weight"),
            tensor("bert.embeddings.LayerNorm.bias")),
        attribute("axis", -1),
        attribute("epsilon", config.epsilon()));
  }

  private String layer(String name, String input, String mask, boolean last) {
    String asking =
        last ? graph.node("Gather", List.of(input, FIRST), attribute("axis", 1)) : input;
    String self = name + "attention.self.";
    String mixed =
        graph.own(
            "MultiHeadAttention",
            List.of(
                product(self + "query", asking),
                product(self + "key", input),
                product(self + "value", input),
                attentionBias(self),
                mask),
            attribute("num_heads", config.heads()));
    String middle =
        norm(
            name + "attention.output.LayerNorm",
            product(name + "attention.output.dense", mixed),
            asking,
            name + "attention.output.dense.bias");
    String inner = product(name + "intermediate.dense", middle);
    String bias = tensor(name + "intermediate.dense.bias");
    String active =
        config.activation() == EncoderConfig.Activation.RELU
            ? graph.node("Relu", List.of(graph.node("Add", List.of(inner, bias))))
            : graph.own("BiasGelu", List.of(inner, bias));
    return norm(
        name + "output.LayerNorm",
        product(name + "output.dense", active),
        middle,
        name + "output.dense.bias");
  }

  /** Those of query, key and value one after the other. */
  private String attentionBias(String self) {
    int width = config.width();
    float[] values = new float[3 * width];
    List<String> parts = List.of("query", "key", "value");
    for (int part = 0; part < parts.size(); part++) {
      float[] bias = weight(self + parts.get(part) + ".bias").values();
      System.arraycopy(bias, 0, values, part * width, width);
    }
    String joined = self + "bias";
    return graph.tensor(joined, new Weight(joined, new long[] {3L * width}, values));
  }

  private String product(String name, String input) {
    Weight turned = weight(name + ".weight").transposed();
    return graph.node("MatMul", List.of(input, graph.tensor(name + ".weight.turned", turned)));
  }

  private String norm(String name, String sum, String residual, String bias) {
    return graph.own(
        "SkipLayerNormalization",
        List.of(sum, residual, tensor(name + ".weight"), tensor(name + ".bias"), tensor(bias)),
        attribute("epsilon", config.epsilon()));
  }

  /** The inputs of a Gemm. */
  private List<String> layer(String name, String input) {
    return List.of(input, tensor(name + ".weight"), tensor(name + ".bias"));
  }

  private String table(String name) {
    return tensor("bert.embeddings." + name + ".weight");
  }

  private String tensor(String name) {
    return graph.tensor(name, weight(name));
  }

  private Weight weight(String name) {
    Weight weight = weights.get(name);
    if (weight == null) {
      throw new IllegalArgumentException("no weight " + name);
    }
    return weight;
  }
}
