package dev.weir.retrain.transformer.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightMatchTest {
  @ParameterizedTest
  @ValueSource(
      strings = {Fixture.BERT, Fixture.TIED, Fixture.DYNAMO, Fixture.DISTILBERT, Fixture.ROBERTA})
  void patch_everyParameterChanged_graphGivesTheEncodersLogits(String name) throws IOException {
    Model model = Model.of(name);
    model.assertFollows(model.graph);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {Fixture.BERT, Fixture.TIED, Fixture.DYNAMO, Fixture.DISTILBERT, Fixture.ROBERTA})
  void patch_namesOfTheGraphSayNothing_graphGivesTheEncodersLogits(String name) throws IOException {
    Model model = Model.of(name);
    model.assertFollows(withoutNames(model.graph));
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.BERT, Fixture.TIED, Fixture.DYNAMO, Fixture.ROBERTA})
  void read_patchedGraph_givesTheWeightsThatWerePut(String name) throws IOException {
    Model model = Model.of(name);
    WeightMatch match = WeightMatch.of(model.graph, model.weights);
    Map<String, Weight> changed = model.changed();
    Map<String, Weight> read = match.read(match.patch(changed));
    assertThat(read.keySet()).isEqualTo(changed.keySet());
    read.forEach(
        (key, weight) -> assertThat(weight.hasContentOf(changed.get(key))).as(key).isTrue());
    try (Encoder encoder = Encoder.of(model.config, read)) {
      Fixture.assertClose(encoder.logits(model.fixture.batch()), model.logits(changed), 0);
    }
  }

  @Test
  void patch_graphThatWasPatchedBefore_isMatchedAgain() throws IOException {
    Model model = Model.of(Fixture.TIED);
    Map<String, Weight> once = model.changed();
    ModelProto patched = WeightMatch.of(model.graph, model.weights).patch(once);
    new Model(model.fixture, model.config, once, patched).assertFollows(patched);
  }

  @Test
  void patch_someParameters_leavesTheOthers() throws IOException {
    Model model = Model.of(Fixture.TIED);
    Map<String, Weight> one = new LinkedHashMap<>(model.weights);
    Weight bias = model.weights.get("bert.encoder.layer.1.output.dense.bias");
    one.put(bias.name(), ParityProof.changed(bias, new Random(5)));
    ModelProto patched =
        WeightMatch.of(model.graph, model.weights).patch(Map.of(bias.name(), one.get(bias.name())));
    Fixture.assertClose(model.run(patched), model.logits(one), 1e-5f);
  }

  @Test
  void check_graphOfOtherWeights_isRefused() throws IOException {
    Model model = Model.of(Fixture.BERT);
    Map<String, Weight> others = new LinkedHashMap<>(model.weights);
    others.computeIfPresent(
        "bert.pooler.dense.bias", (name, weight) -> ParityProof.changed(weight, new Random(3)));
    assertThatThrownBy(() -> WeightMatch.of(model.graph, others))
        .isInstanceOfSatisfying(
            FineTuneException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.UNMATCHED_GRAPH))
        .hasMessageContaining("none that could be told to be bert.pooler.dense.bias;");
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.BERT, Fixture.TIED, Fixture.DISTILBERT, Fixture.ROBERTA})
  void check_everyFixture_passes(String name) throws IOException {
    Model model = Model.of(name);
    model.proof(model.graph).check(model.weights, 11);
  }

  @Test
  void check_graphThatMixesUpTwoBiases_namesThem() throws IOException {
    Model model = Model.of(Fixture.TIED);
    ModelProto mixedUp =
        withNamesSwapped(
            model.graph,
            "bert.encoder.layer.0.attention.self.value.bias",
            "bert.encoder.layer.1.output.dense.bias");
    assertThatThrownBy(() -> model.proof(mixedUp).check(model.weights, 11))
        .isInstanceOfSatisfying(
            FineTuneException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NO_PARITY))
        .hasMessageContaining("does not follow a change of bert.encoder.layer.")
        .hasMessageContaining("bert.encoder.layer.0.attention.self.value.bias")
        .hasMessageContaining("bert.encoder.layer.1.output.dense.bias");
  }

  @Test
  void check_graphThatComputesSomethingElse_isRefused() throws IOException {
    Model model = Model.of(Fixture.BERT);
    ModelProto.Builder other = model.graph.toBuilder();
    for (NodeProto.Builder node : other.getGraphBuilder().getNodeBuilderList()) {
      if (node.getOpType().equals("Tanh")) {
        node.setOpType("Relu");
      }
    }
    assertThatThrownBy(() -> model.proof(other.build()).check(model.weights, 11))
        .isInstanceOfSatisfying(
            FineTuneException.class, e -> assertThat(e.problem()).isEqualTo(Problem.NO_PARITY))
        .hasMessageContaining("give different logits, as they are");
  }

  /** Every initializer and every alias of one under a number. */
  private static ModelProto withoutNames(ModelProto model) {
    Map<String, String> names = new HashMap<>();
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (TensorProto.Builder initializer : graph.getInitializerBuilderList()) {
      names.put(initializer.getName(), "tensor." + names.size());
      initializer.setName(names.get(initializer.getName()));
    }
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (node.getOpType().equals("Identity")) {
        names.put(node.getOutput(0), "tensor." + names.size());
        node.setOutput(0, names.get(node.getOutput(0)));
      }
      for (int i = 0; i < node.getInputCount(); i++) {
        node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private static ModelProto withNamesSwapped(ModelProto model, String one, String other) {
    Map<String, String> names = Map.of(one, other, other, one);
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (NodeProto.Builder node : graph.getNodeBuilderList()) {
      if (!node.getOpType().equals("Identity")) {
        for (int i = 0; i < node.getInputCount(); i++) {
          node.setInput(i, names.getOrDefault(node.getInput(i), node.getInput(i)));
        }
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private record Model(
      Fixture fixture, EncoderConfig config, Map<String, Weight> weights, ModelProto graph) {
    static Model of(String name) throws IOException {
      Fixture fixture = Fixture.of(name);
      EncoderConfig config = EncoderConfig.read(fixture.dir());
      Map<String, Weight> all = SafeTensors.read(fixture.dir().resolve(SafeTensors.FILE));
      try (Encoder encoder = Encoder.of(config, all)) {
        return new Model(
            fixture, config, encoder.weights(), OnnxFile.read(fixture.dir().resolve("model.onnx")));
      }
    }

    Map<String, Weight> changed() {
      Map<String, Weight> changed = new LinkedHashMap<>();
      Random random = new Random(7);
      weights.forEach((key, weight) -> changed.put(key, ParityProof.changed(weight, random)));
      return changed;
    }

    float[][] logits(Map<String, Weight> of) {
      try (Encoder encoder = Encoder.of(config, of)) {
        return encoder.logits(fixture.batch());
      }
    }

    float[][] run(ModelProto model) {
      try (GraphRunner runner =
          GraphRunner.open(model.toByteArray(), fixture.pack().manifest().inputs(), "patched")) {
        return runner.run(fixture.inputs(), "logits");
      }
    }

    ParityProof proof(ModelProto exported) {
      return new ParityProof(
          config,
          WeightMatch.of(exported, weights),
          fixture.pack().manifest().inputs(),
          List.of("logits"),
          "fixture",
          1);
    }

    void assertFollows(ModelProto exported) {
      Map<String, Weight> changed = changed();
      float[][] actual = run(WeightMatch.of(exported, weights).patch(changed));
      assertThat(Fixture.farthest(actual, fixture.logits())).isGreaterThan(1e-2f);
      Fixture.assertClose(actual, logits(changed), 1e-5f);
    }
  }
}
