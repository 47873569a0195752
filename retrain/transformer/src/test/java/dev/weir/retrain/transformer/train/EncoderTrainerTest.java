package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import dev.weir.engine.TaskKind;
import dev.weir.engine.pack.Feature;
import dev.weir.retrain.torch.Torch;
import dev.weir.retrain.transformer.Fixture;
import dev.weir.retrain.transformer.data.LabelledRow;
import dev.weir.retrain.transformer.data.RowBatches;
import dev.weir.retrain.transformer.encoder.Encoder;
import dev.weir.retrain.transformer.encoder.EncoderConfig;
import dev.weir.retrain.transformer.error.FineTuneException;
import dev.weir.retrain.transformer.error.FineTuneException.Problem;
import dev.weir.retrain.transformer.weights.SafeTensors;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EncoderTrainerTest {
  private static final List<LabelledRow> ROWS =
      List.of(row(new float[] {1, 0}, 2, 40, 41, 3), row(new float[] {0, 1}, 2, 70, 3));

  @ParameterizedTest
  @EnumSource
  void step_sameRows_lossFallsToNearlyNothing(TaskKind kind) throws IOException {
    Torch.engine().setRandomSeed(1);
    try (Encoder encoder = open()) {
      EncoderTrainer trainer = trainer(encoder, kind, 5e-3f, 80);
      double first = trainer.step(ROWS);
      double last = first;
      for (int step = 1; step < 80; step++) {
        last = trainer.step(ROWS);
      }
      assertThat(first).isGreaterThan(0.6);
      assertThat(last).isLessThan(first / 5);
      assertThat(Fit.of(kind, ROWS, trainer.logits(ROWS, 0), 1).accuracy()).isEqualTo(1);
    }
  }

  @Test
  void step_rowWithoutALabel_addsNothingToTheLoss() throws IOException {
    try (Encoder encoder = open()) {
      EncoderTrainer trainer = trainer(encoder, TaskKind.SOFTMAX, 1e-3f, 5);
      assertThat(trainer.step(List.of(row(new float[] {0, 0}, 2, 90, 91, 3)))).isZero();
    }
  }

  @Test
  void step_gradients_doNotReachTheNextStep() throws IOException {
    try (Encoder encoder = open()) {
      trainer(encoder, TaskKind.SOFTMAX, 1e-3f, 5).step(ROWS);
      for (NDArray parameter : encoder.parameters().values()) {
        try (NDArray gradient = parameter.getGradient()) {
          assertThat(gradient.abs().max().getFloat()).isZero();
        }
      }
    }
  }

  @Test
  void step_weightsThatAreNoNumbers_saysAtWhichStep() throws IOException {
    try (Encoder encoder = open()) {
      EncoderTrainer trainer = trainer(encoder, TaskKind.SOFTMAX, 1e-3f, 5);
      trainer.step(ROWS);
      NDArray bias = encoder.parameters().get("classifier.bias");
      bias.setRequiresGradient(false);
      bias.set(new float[] {Float.NaN, 0});
      bias.setRequiresGradient(true);
      assertThatThrownBy(() -> trainer.step(ROWS))
          .isInstanceOfSatisfying(
              FineTuneException.class, e -> assertThat(e.problem()).isEqualTo(Problem.DIVERGED))
          .hasMessageContaining("at step 2 of 5");
    }
  }

  private static EncoderTrainer trainer(Encoder encoder, TaskKind kind, float rate, int steps)
      throws IOException {
    return new EncoderTrainer(
        encoder,
        new RowBatches(Fixture.of(Fixture.DISTILBERT).pack().manifest().inputs()),
        kind,
        FineTuneOptions.defaults().withLearningRate(rate),
        steps);
  }

  private static Encoder open() throws IOException {
    Fixture fixture = Fixture.of(Fixture.DISTILBERT);
    return Encoder.of(
        EncoderConfig.read(fixture.dir()),
        SafeTensors.read(fixture.dir().resolve(SafeTensors.FILE)));
  }

  private static LabelledRow row(float[] target, long... ids) {
    return new LabelledRow(Map.of(Feature.Sequence.TOKENS, ids), target);
  }
}
