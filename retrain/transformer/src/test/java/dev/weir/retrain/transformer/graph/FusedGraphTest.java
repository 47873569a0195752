package dev.weir.retrain.transformer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import dev.weir.engine.pack.Feature;
import dev.weir.engine.pack.InputSpec;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.encoder.Family;
import dev.weir.retrain.transformer.encoder.TokenBatch;
import dev.weir.retrain.transformer.graph.Int8Graph.Range;
import dev.weir.retrain.transformer.graph.Int8Graph.Scales;
import dev.weir.retrain.transformer.weights.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusedGraphTest {
  private static final List<InputSpec> INPUTS =
      List.of(
          new InputSpec("input_ids", Feature.TOKEN_IDS, 0),
          new InputSpec("attention_mask", Feature.TOKEN_MASK, 0));
  private static final EncoderConfig CONFIG = config(EncoderConfig.Activation.GELU);
  private static Map<String, Weight> weights;
  private static ModelProto fused;

  private final Random random = new Random(1);

  @BeforeAll
  static void build() {
    weights = weights(CONFIG);
    fused = FusedGraph.of(CONFIG, weights);
  }

  @ParameterizedTest
  @EnumSource
  void of_anyActivation_givesTheEncodersLogits(EncoderConfig.Activation activation) {
    EncoderConfig config = config(activation);
    TokenBatch batch = batch(64, 17, 2);
    try (Encoder encoder = Encoder.of(config, weights)) {
      float[][] graph = run(FusedGraph.of(config, weights), batch);
      Fixture.assertClose(graph, encoder.logits(batch), 5e-6f);
      Fixture.assertClose(run(PlainGraph.of(config, weights), batch), graph, 5e-6f);
    }
  }

  @Test
  void of_textsBesideOthers_givesTheSameLogits() {
    List<long[]> rows = List.of(ids(3), ids(40), ids(11));
    float[][] together = run(fused, TokenBatch.of(rows, 0));
    for (int row = 0; row < rows.size(); row++) {
      float[][] alone = run(fused, TokenBatch.of(List.of(rows.get(row)), 0));
      Fixture.assertClose(new float[][] {together[row]}, alone, 5e-6f);
    }
  }

  @ParameterizedTest
  @EnumSource
  void int8_anyScales_isNearAndSmaller(Scales scales) {
    TokenBatch batch = batch(30, 17, 9);
    Map<String, Range> ranges =
        ActivationRanges.of(fused, INPUTS, List.of(Map.of(Feature.Sequence.TOKENS, batch)));
    ModelProto int8 = Int8Graph.of(fused, scales, ranges);

    float[][] exact = run(fused, batch);
    float[][] near = run(int8, batch);

    assertThat(Fixture.farthest(near, exact)).isPositive().isLessThan(0.08f);
    assertThat(int8.getGraph().getNodeList()).noneMatch(node -> node.getOpType().equals("MatMul"));
    assertThat(int8.getSerializedSize()).isLessThan(fused.getSerializedSize());
  }

  @ParameterizedTest
  @EnumSource(names = {"STATIC", "ROW"})
  void int8_textsBesideOthers_givesTheSameLogits(Scales scales) {
    List<long[]> rows = List.of(ids(3), ids(40), ids(11));
    Map<String, Range> ranges =
        ActivationRanges.of(
            fused, INPUTS, List.of(Map.of(Feature.Sequence.TOKENS, TokenBatch.of(rows, 0))));
    ModelProto int8 = Int8Graph.of(fused, scales, ranges);
    float[][] together = run(int8, TokenBatch.of(rows, 0));
    for (int row = 0; row < rows.size(); row++) {
      float[][] alone = run(int8, TokenBatch.of(List.of(rows.get(row)), 0));
      Fixture.assertClose(new float[][] {together[row]}, alone, 5e-6f);
    }
  }

  @Test
  void int8_rangeOfAPlaceIsUnknown_isRefused() {
    assertThatThrownBy(() -> Int8Graph.of(fused, Scales.STATIC, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no range of");
  }

  private static float[][] run(ModelProto graph, TokenBatch batch) {
    try (GraphRunner runner = GraphRunner.open(graph.toByteArray(), INPUTS, "graph")) {
      return runner.run(Map.of(Feature.Sequence.TOKENS, batch), "logits");
    }
  }

  private TokenBatch batch(int... lengths) {
    List<long[]> rows = new ArrayList<>();
    for (int length : lengths) {
      rows.add(ids(length));
    }
    return TokenBatch.of(rows, 0);
  }

  private long[] ids(int length) {
    return random.longs(length, 1, CONFIG.vocabulary()).toArray();
  }

  private static EncoderConfig config(EncoderConfig.Activation activation) {
    return new EncoderConfig(
        Family.BERT,
        500,
        128,
        2,
        2,
        512,
        64,
        1,
        List.of(new EncoderConfig.Classifier("classifier", "logits", 3)),
        0,
        1e-12f,
        activation,
        0.1f,
        0.1f,
        0.1f);
  }

  /** Weights whose logits lie about 1 apart, as those of a trained model do. */
  private static Map<String, Weight> weights(EncoderConfig config) {
    Random random = new Random(7);
    Map<String, Weight> weights = new LinkedHashMap<>();
    for (EncoderConfig.Parameter parameter : config.parameters()) {
      float[] values = new float[(int) Weight.size(parameter.shape())];
      boolean scale = parameter.shape().length == 1 && parameter.name().endsWith(".weight");
      for (int i = 0; i < values.length; i++) {
        values[i] = (scale ? 1 : 0) + (float) random.nextGaussian() * 0.08f;
      }
      weights.put(parameter.name(), new Weight(parameter.name(), parameter.shape(), values));
    }
    return weights;
  }
}
