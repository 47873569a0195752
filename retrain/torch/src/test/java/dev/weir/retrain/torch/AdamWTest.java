package dev.weir.retrain.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdamWTest {
  @TempDir Path dir;

  @Test
  void step_squaredDistance_comesToTheMinimum() {
    try (NDManager manager = Torch.manager()) {
      NDArray at = manager.create(new float[] {5, -3});
      try (AdamW optimiser = new AdamW(Map.of("at", at), 0, 10)) {
        for (int i = 0; i < 500; i++) {
          assertThat(descend(manager, optimiser, at, 0.05f)).isTrue();
        }
      }
      assertThat(at.toFloatArray()).satisfies(v -> near(v[0], 1), v -> near(v[1], 1));
    }
  }

  @Test
  void step_gradientThatIsNoNumber_movesNothing() {
    try (NDManager manager = Torch.manager()) {
      NDArray at = manager.create(new float[] {Float.NaN, 2});
      try (AdamW optimiser = new AdamW(Map.of("at", at), 0, 10)) {
        assertThat(descend(manager, optimiser, at, 0.05f)).isFalse();
      }
      assertThat(at.toFloatArray()[1]).isEqualTo(2);
    }
  }

  @Test
  void state_keptAndTakenUp_goesOnBitForBit() throws IOException {
    Path file = dir.resolve("state");
    float[] whole = run(null, 0, 20);
    run(file, 0, 10);
    assertThat(run(file, 10, 10)).containsExactly(whole);
  }

  /** From a file's state if steps were done; leaves its own there. */
  private static float[] run(Path file, int done, int more) throws IOException {
    try (NDManager manager = Torch.manager()) {
      NDArray at = manager.create(new float[] {5, -3});
      try (AdamW optimiser = new AdamW(Map.of("at", at), 0.01f, 1)) {
        Map<String, NDArray> state = new LinkedHashMap<>(optimiser.moments());
        state.put("at", at);
        if (done > 0) {
          assertThat(Checkpoint.read(file, "run", state)).isNotNull();
          optimiser.resume(done);
        }
        for (int i = 0; i < more; i++) {
          descend(manager, optimiser, at, 0.1f);
        }
        if (file != null) {
          Checkpoint.write(file, "run", "", state);
        }
      }
      return at.toFloatArray();
    }
  }

  private static boolean descend(NDManager manager, AdamW optimiser, NDArray at, float rate) {
    try (NDManager scope = manager.newSubManager()) {
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray loss = at.sub(1).square().sum();
        loss.attach(scope);
        collector.backward(loss);
      }
      return optimiser.step(scope, rate);
    }
  }

  private static void near(float value, float expected) {
    assertThat(value).isBetween(expected - 0.01f, expected + 0.01f);
  }
}
