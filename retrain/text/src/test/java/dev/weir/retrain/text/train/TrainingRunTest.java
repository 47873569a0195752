package dev.weir.retrain.text.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.retrain.dataset.Dataset;
import dev.weir.retrain.text.TinyData;
import dev.weir.retrain.text.data.TrainingData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {
  private static final Dataset TINY = TinyData.of(300);

  @TempDir Path dir;

  @Test
  void run_tinyData_learnsIt() throws IOException {
    TrainedText trained = run(dir, TinyData.recipe(6), Progress.NONE);

    History.Epoch best = trained.history().epochs().get(trained.history().best());
    assertThat(best.macroF1()).containsOnlyKeys("sentiment/feelings", "spam/offers");
    assertThat(best.score()).isGreaterThan(0.95);
    assertThat(trained.history().losses()).hasSizeGreaterThan(6);
  }

  @Test
  void run_cutOff_goesOnToTheSameWeights() throws IOException {
    TrainedText whole = run(dir.resolve("whole"), TinyData.recipe(2), Progress.NONE);
    Path cut = dir.resolve("cut");
    int steps = whole.history().epochs().get(1).step();
    assertThatThrownBy(() -> run(cut, TinyData.recipe(2), new Killer(steps * 2 / 3)))
        .isInstanceOf(Killed.class);

    TrainedText resumed = run(cut, TinyData.recipe(2), new Killer(Integer.MAX_VALUE));

    assertThat(resumed.net().table().values()).isEqualTo(whole.net().table().values());
    for (int p = 0; p < whole.net().parameters().size(); p++) {
      assertThat(resumed.net().parameters().get(p).values())
          .as(whole.net().parameters().get(p).name())
          .isEqualTo(whole.net().parameters().get(p).values());
    }
    assertThat(resumed.output().bias()).isEqualTo(whole.output().bias());
    assertThat(resumed.history()).isEqualTo(whole.history());
  }

  @Test
  void run_ofOtherRecipeInTheSameFolder_isRefused() throws IOException {
    run(dir, TinyData.recipe(1), Progress.NONE);

    assertThatThrownBy(() -> run(dir, TinyData.recipe(2), Progress.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of other data or another recipe");
  }

  @Test
  void run_finished_forgetsItsCheckpoints() throws IOException {
    run(dir, TinyData.recipe(1), Progress.NONE);
    TrainingRun.forget(dir);

    assertThat(dir).isEmptyDirectory();
  }

  private static TrainedText run(Path work, Recipe recipe, Progress progress) throws IOException {
    return TrainingRun.run(TrainingData.of(TINY), "snapshot", recipe, work, progress);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Ends a run at a step, as a kill would, but for the memory. */
  private record Killer(int at) implements Progress {
    @Override
    public void stage(String what) {}

    @Override
    public void step(int done, int steps, double loss) {
      if (done == at) {
        throw new Killed();
      }
    }

    @Override
    public void epoch(int epoch, History.Epoch result) {}
  }
}
