package dev.weir.retrain.transformer.graph;

import static dev.weir.retrain.transformer.graph.GraphWriter.attribute;
import static dev.weir.retrain.transformer.graph.GraphWriter.order;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.Family;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.List;
import java.util.Map;

/**
 * Writes a BERT classifier as an ONNX graph of standard operators, opset 17, batch and length free:
 * {@code input_ids} and {@code attention_mask}, int64 (batch, tokens), to one output for each task,
 * float (batch, labels). Segments are all 0. Used once, confined to one thread.
 */
public final class PlainGraph {
  private static final String ZERO = "zero";
  private static final String LENGTH_AXIS = "length.axis";
  private static final String SPLIT = "split";
  private static final String JOINED = "joined";
  private static final String MASK_AXES = "mask.axes";
  private static final String SCALE = "scale";
  private static final String ONE = "one";
  private static final String HALF = "half";
  private static final String ROOT_OF_TWO = "root.of.two";
  private static final String LOWEST = "lowest";

  private final EncoderConfig config;
  private final Map<String, Weight> weights;
  private final GraphWriter graph = new GraphWriter();

  private PlainGraph(EncoderConfig config, Map<String, Weight> weights) {
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
    return new PlainGraph(config, weights).build();
  }

  private ModelProto build() {
    graph.input("input_ids", "batch", "tokens");
    graph.input("attention_mask", "batch", "tokens");
    config.classifiers().forEach(one -> graph.output(one.output(), "batch", one.labels()));
    constants();
    String mask = mask();
    String hidden = embeddings();
    for (int layer = 0; layer < config.layers(); layer++) {
      hidden = layer("bert.encoder.layer." + layer + ".", hidden, mask);
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

  private void constants() {
    int headWidth = config.width() / config.heads();
    graph.index(ZERO, 0);
    graph.index(LENGTH_AXIS, 1);
    graph.indexes(MASK_AXES, 1, 2);
    graph.indexes(SPLIT, 0, 0, config.heads(), headWidth); // 0: as it was
    graph.indexes(JOINED, 0, 0, config.width());
    graph.number(SCALE, 1 / Math.sqrt(headWidth));
    graph.number(ONE, 1);
    graph.number(HALF, 0.5);
    graph.number(ROOT_OF_TWO, Math.sqrt(2));
    graph.number(LOWEST, -Float.MAX_VALUE);
  }

  /** 0 for tokens and the least float for padding: (batch, 1, 1, tokens). */
  private String mask() {
    String present =
        graph.node(
            "Cast",
            List.of("attention_mask"),
            attribute("to", TensorProto.DataType.FLOAT.getNumber()));
    String missing = graph.node("Sub", List.of(ONE, present));
    String lowered = graph.node("Mul", List.of(missing, LOWEST));
    return graph.node("Unsqueeze", List.of(lowered, MASK_AXES));
  }

  private String embeddings() {
    String sum = graph.node("Gather", List.of(table("word_embeddings"), "input_ids"));
    if (config.types() > 0) {
      String type = graph.node("Gather", List.of(table("token_type_embeddings"), ZERO));
      sum = graph.node("Add", List.of(sum, type));
    }
    String shape = graph.node("Shape", List.of("input_ids"));
    String length = graph.node("Gather", List.of(shape, LENGTH_AXIS));
    String places = graph.node("Range", List.of(ZERO, length, LENGTH_AXIS));
    String positions = graph.node("Gather", List.of(table("position_embeddings"), places));
    return norm("bert.embeddings.LayerNorm", graph.node("Add", List.of(sum, positions)));
  }

  private String layer(String name, String input, String mask) {
    String query = split(linear(name + "attention.self.query", input), 0, 2, 1, 3);
    String key = split(linear(name + "attention.self.key", input), 0, 2, 3, 1);
    String value = split(linear(name + "attention.self.value", input), 0, 2, 1, 3);
    String scores = graph.node("Mul", List.of(graph.node("MatMul", List.of(query, key)), SCALE));
    String shares =
        graph.node(
            "Softmax", List.of(graph.node("Add", List.of(scores, mask))), attribute("axis", -1));
    String mixed = graph.node("MatMul", List.of(shares, value));
    String turned = graph.node("Transpose", List.of(mixed), order(0, 2, 1, 3));
    String joined = graph.node("Reshape", List.of(turned, JOINED));
    String attended = linear(name + "attention.output.dense", joined);
    String middle =
        norm(name + "attention.output.LayerNorm", graph.node("Add", List.of(attended, input)));
    String inner = activate(linear(name + "intermediate.dense", middle));
    String output = linear(name + "output.dense", inner);
    return norm(name + "output.LayerNorm", graph.node("Add", List.of(output, middle)));
  }

  private String split(String input, long... axes) {
    return graph.node(
        "Transpose", List.of(graph.node("Reshape", List.of(input, SPLIT))), order(axes));
  }

  private String activate(String x) {
    if (config.activation() == EncoderConfig.Activation.RELU) {
      return graph.node("Relu", List.of(x));
    }
    String erf = graph.node("Erf", List.of(graph.node("Div", List.of(x, ROOT_OF_TWO))));
    String share = graph.node("Mul", List.of(graph.node("Add", List.of(erf, ONE)), HALF));
    return graph.node("Mul", List.of(x, share));
  }

  private String linear(String name, String input) {
    Weight weight = weight(name + ".weight").transposed();
    String product =
        graph.node("MatMul", List.of(input, graph.tensor(name + ".weight.turned", weight)));
    return graph.node("Add", List.of(product, tensor(name + ".bias")));
  }

  /** The inputs of a Gemm. */
  private List<String> layer(String name, String input) {
    return List.of(input, tensor(name + ".weight"), tensor(name + ".bias"));
  }

  private String norm(String name, String input) {
    return graph.node(
        "LayerNormalization",
        List.of(input, tensor(name + ".weight"), tensor(name + ".bias")),
        attribute("axis", -1),
        attribute("epsilon", config.epsilon()));
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
