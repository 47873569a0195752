package dev.weir.retrain.transformer.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.weir.retrain.torch.Torch;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.graph.GraphRunner;
import dev.weir.retrain.transformer.weights.SafeTensors;
import dev.weir.retrain.transformer.weights.Weight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {Fixture.BERT, Fixture.TIED, Fixture.DYNAMO, Fixture.DISTILBERT, Fixture.ROBERTA})
  void logits_ofAnExportedClassifier_areThoseOfPyTorchAndOfItsGraph(String name)
      throws IOException {
    Fixture fixture = Fixture.of(name);
    try (Encoder encoder = open(fixture);
        GraphRunner graph =
            GraphRunner.open(
                Files.readAllBytes(fixture.pack().file("model.onnx")),
                fixture.pack().manifest().inputs(),
                name)) {
      float[][] logits = encoder.logits(fixture.batch());
      Fixture.assertClose(logits, fixture.logits(), 1e-6f);
      Fixture.assertClose(logits, graph.run(fixture.inputs(), "logits"), 1e-6f);
    }
  }

  @Test
  void logits_ofATextInALongerBatch_areThoseOfTheTextAlone() throws IOException {
    Fixture fixture = Fixture.of(Fixture.ROBERTA);
    try (Encoder encoder = open(fixture)) {
      long[] text = {7, 12, 99};
      TokenBatch alone = TokenBatch.of(List.of(text), encoder.config().padId());
      TokenBatch beside =
          TokenBatch.of(List.of(text, new long[] {4, 5, 6, 7, 8, 9}), encoder.config().padId());
      assertThat(encoder.logits(beside)[0])
          .containsExactly(encoder.logits(alone)[0], org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Fixture.BERT, Fixture.DISTILBERT, Fixture.ROBERTA})
  void gradient_ofEachParameter_isThatOfFiniteDifferences(String name) throws IOException {
    Fixture fixture = Fixture.of(name);
    try (Encoder encoder = open(fixture)) {
      for (NDArray parameter : encoder.parameters().values()) {
        parameter.setRequiresGradient(true);
      }
      try (NDManager scope = Torch.manager();
          GradientCollector collector = Torch.engine().newGradientCollector()) {
        collector.backward(encoder.forward(scope, fixture.batch(), false).get(0).get(":, 0").sum());
      }
      for (Map.Entry<String, NDArray> entry : encoder.parameters().entrySet()) {
        float[] gradient;
        try (NDArray array = entry.getValue().getGradient()) {
          gradient = array.toFloatArray();
        }
        int steepest = 0;
        for (int i = 0; i < gradient.length; i++) {
          steepest = Math.abs(gradient[i]) > Math.abs(gradient[steepest]) ? i : steepest;
        }
        double measured = slope(encoder, fixture, entry.getKey(), steepest);
        assertThat((double) gradient[steepest])
            .as(entry.getKey())
            .isCloseTo(
                measured, org.assertj.core.data.Offset.offset(0.02 * Math.abs(measured) + 2e-3));
      }
    }
  }

  private static double slope(Encoder encoder, Fixture fixture, String name, int index) {
    float step = 0.002f;
    return (sum(encoder, fixture, name, index, step) - sum(encoder, fixture, name, index, -step))
        / (2 * step);
  }

  private static double sum(
      Encoder encoder, Fixture fixture, String name, int index, float change) {
    Map<String, Weight> weights = encoder.weights();
    float[] values = weights.get(name).values();
    values[index] += change;
    double sum = 0;
    try (Encoder changed = Encoder.of(encoder.config(), weights)) {
      for (float[] row : changed.logits(fixture.batch())) {
        sum += row[0];
      }
    }
    return sum;
  }

  @Test
  void of_weightsWithoutAParameter_namesIt() throws IOException {
    Fixture fixture = Fixture.of(Fixture.BERT);
    Map<String, Weight> weights = SafeTensors.read(fixture.dir().resolve(SafeTensors.FILE));
    weights.remove("bert.pooler.dense.bias");
    assertThatThrownBy(() -> Encoder.of(EncoderConfig.read(fixture.dir()), weights))
        .isInstanceOfSatisfying(
            FineTuneException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.MISSING_PARAMETER))
        .hasMessageContaining("no bert.pooler.dense.bias [32]");
  }

  @Test
  void of_weightOfAnotherShape_namesBothShapes() throws IOException {
    Fixture fixture = Fixture.of(Fixture.BERT);
    Map<String, Weight> weights = SafeTensors.read(fixture.dir().resolve(SafeTensors.FILE));
    weights.put("classifier.bias", new Weight("classifier.bias", new long[] {2}, new float[2]));
    assertThatThrownBy(() -> Encoder.of(EncoderConfig.read(fixture.dir()), weights))
        .isInstanceOfSatisfying(
            FineTuneException.class, e -> assertThat(e.problem()).isEqualTo(Problem.WRONG_SHAPE))
        .hasMessageContaining("classifier.bias has the shape [2]")
        .hasMessageContaining("asks for [3]");
  }

  @Test
  void read_modelOfAnotherFamily_namesTheKnownOnes(@TempDir Path dir) throws IOException {
    Files.writeString(dir.resolve("config.json"), "{\"model_type\": \"deberta-v2\"}");
    assertThatThrownBy(() -> EncoderConfig.read(dir))
        .isInstanceOfSatisfying(
            FineTuneException.class,
            e -> assertThat(e.problem()).isEqualTo(Problem.UNSUPPORTED_MODEL))
        .hasMessageContaining("'deberta-v2'")
        .hasMessageContaining("bert, camembert, distilbert, roberta, xlm-roberta");
  }

  private static Encoder open(Fixture fixture) throws IOException {
    return Encoder.of(
        EncoderConfig.read(fixture.dir()),
        SafeTensors.read(fixture.dir().resolve(SafeTensors.FILE)));
  }
}
