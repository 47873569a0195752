package dev.weir.retrain.transformer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadGraphTest {
  /** How an exporter may write the last layer. */
  private enum Form {
    GEMM,
    GEMM_WITH_FACTORS,
    GEMM_WITHOUT_BIAS,
    PRODUCT_AND_SUM,
    SUM_OF_BIAS_FIRST,
    PRODUCT_ALONE,
    BEHIND_IDENTITY
  }

  @ParameterizedTest
  @EnumSource
  void with_anotherLayer_graphGivesItsLogits(Form form) throws IOException {
    Fixture fixture = Fixture.of(Fixture.DISTILBERT);
    ModelProto model = rewritten(OnnxFile.read(fixture.dir().resolve("model.onnx")), form);
    HeadGraph head = HeadGraph.of(model, "logits", "fixture");
    float[][] features = run(fixture, head.exposed(), head.featureOutput());
    Random random = new Random(1);
    Weight weights =
        ParityProof.changed(new Weight("w", new long[] {2, 32}, new float[64]), random);
    Weight biases = new Weight("b", new long[] {2}, new float[] {0.25f, -3});
    assertThat(head.weights().shape()).isEqualTo(weights.shape());
    float[][] expected = new float[features.length][2];
    for (int row = 0; row < expected.length; row++) {
      for (int k = 0; k < 2; k++) {
        expected[row][k] = biases.values()[k];
        for (int i = 0; i < 32; i++) {
          expected[row][k] += weights.values()[k * 32 + i] * features[row][i];
        }
      }
    }
    Fixture.assertClose(run(fixture, head.with(weights, biases), "logits"), expected, 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        Fixture.BERT,
        Fixture.TIED,
        Fixture.DYNAMO,
        Fixture.ROBERTA,
        "bert-2x128-sentiment"
      })
  void of_everyFixture_findsTheLayerOfTheLabels(String name) throws IOException {
    Fixture fixture = Fixture.of(name);
    HeadGraph head =
        HeadGraph.of(OnnxFile.read(fixture.dir().resolve("model.onnx")), "logits", name);
    assertThat(head.weights().shape()[0]).isEqualTo(fixture.logits()[0].length);
    assertThat(run(fixture, head.exported(), "logits"))
        .isEqualTo(run(fixture, head.with(head.weights(), head.biases()), "logits"));
  }

  @Test
  void of_logitsFromSomethingElse_namesTheNode() throws IOException {
    Fixture fixture = Fixture.of(Fixture.DISTILBERT);
    ModelProto model = OnnxFile.read(fixture.dir().resolve("model.onnx"));
    GraphProto.Builder graph = model.getGraph().toBuilder();
    NodeProto.Builder last = graph.getNodeBuilder(graph.getNodeCount() - 1);
    last.setOutput(0, "raw");
    graph.addNode(NodeProto.newBuilder().setOpType("Softmax").addInput("raw").addOutput("logits"));
    assertThatThrownBy(
            () -> HeadGraph.of(model.toBuilder().setGraph(graph).build(), "logits", "fixture"))
        .isInstanceOfSatisfying(
            FineTuneException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.UNSUPPORTED_MODEL))
        .hasMessageContaining("comes from a node Softmax");
  }

  private static float[][] run(Fixture fixture, ModelProto model, String output) {
    try (GraphRunner runner =
        GraphRunner.open(model.toByteArray(), fixture.pack().manifest().inputs(), "test")) {
      return runner.run(fixture.inputs(), output);
    }
  }

  private static ModelProto rewritten(ModelProto model, Form form) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    int last = graph.getNodeCount() - 1;
    NodeProto gemm = graph.getNode(last);
    String features = gemm.getInput(0);
    graph.addInitializer(
        OnnxFile.tensor("turned", new Weight("turned", new long[] {32, 2}, new float[64])));
    NodeProto product = node("MatMul", features, "turned").toBuilder().addOutput("product").build();
    switch (form) {
      case GEMM -> {}
      case GEMM_WITH_FACTORS ->
          graph
              .getNodeBuilder(last)
              .getAttributeBuilderList()
              .forEach(
                  attribute -> {
                    if (attribute.getName().equals("alpha") || attribute.getName().equals("beta")) {
                      attribute.setF(attribute.getName().equals("alpha") ? 2 : 0.5f);
                    }
                  });
      case GEMM_WITHOUT_BIAS -> {
        NodeProto.Builder bare = gemm.toBuilder().clearInput();
        graph.setNode(last, bare.addInput(features).addInput(gemm.getInput(1)));
      }
      case PRODUCT_AND_SUM -> {
        graph.setNode(last, product);
        graph.addNode(node("Add", "product", gemm.getInput(2)).toBuilder().addOutput("logits"));
      }
      case SUM_OF_BIAS_FIRST -> {
        graph.setNode(last, product);
        graph.addNode(node("Add", gemm.getInput(2), "product").toBuilder().addOutput("logits"));
      }
      case PRODUCT_ALONE -> graph.setNode(last, product.toBuilder().setOutput(0, "logits"));
      case BEHIND_IDENTITY -> {
        graph.setNode(last, gemm.toBuilder().setOutput(0, "inner"));
        graph.addNode(
            NodeProto.newBuilder().setOpType("Identity").addInput("inner").addOutput("logits"));
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static NodeProto node(String type, String... inputs) {
    return NodeProto.newBuilder().setOpType(type).addAllInput(java.util.List.of(inputs)).build();
  }
}
