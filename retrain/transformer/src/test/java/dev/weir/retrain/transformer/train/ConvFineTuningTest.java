package dev.weir.retrain.transformer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.engine.pack.ModelPackage;
import dev.weir.retrain.dataset.DatasetException;
import dev.weir.retrain.dataset.Example;
import dev.weir.retrain.dataset.Split;
import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.dataset.snapshot.Snapshot;
import dev.weir.retrain.transformer.Toy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvFineTuningTest {
  private static final FineTuneOptions QUICK =
      FineTuneOptions.defaults().withEpochs(4).withLearningRate(ConvFineTuning.LEARNING_RATE);

  private final ModelPackage base = ModelPackage.read(Path.of("../../models/weir-text/1.0.0"));

  @TempDir private Path dir;

  @Test
  void run_shippedModel_learnsATaskAndKeepsTheOthers() throws IOException {
    Snapshot snapshot = Toy.rows(TaskLabels.SPAM, 240, 60, 90);
    assertThat(ConvFineTuning.takes(base)).isTrue();

    FineTuned tuned = run(snapshot, "tuned", FineTuneListener.NONE);

    List<Example> heldOut = snapshot.dataset().in(Split.TEST);
    float[][] before = FullFineTuningTest.engineScores(base, heldOut);
    float[][] after = FullFineTuningTest.engineScores(tuned.pack(), heldOut);
    assertThat(tuned.tasks()).map(LearnedTask::name).containsExactly("spam");
    assertThat(tuned.before().accuracy()).isLessThan(0.7);
    assertThat(tuned.after().accuracy()).isGreaterThan(0.9);
    assertThat(distance(before, after)).as("sentiment").isLessThan(0.1);
    assertThat(tuned.pack().manifest().variants()).isEqualTo(base.manifest().variants());
    assertThat(dir.resolve(".tuned.training")).doesNotExist();
  }

  @Test
  void run_cutOff_goesOnToTheSamePackage() throws IOException {
    Snapshot snapshot = Toy.rows(TaskLabels.SPAM, 120, 40, 1);
    FineTuned whole = run(snapshot, "whole", FineTuneListener.NONE);
    assertThatThrownBy(() -> run(snapshot, "cut", new Cut())).hasMessage("cut off");
    assertThat(dir.resolve(".cut.training/state.checkpoint")).exists();

    FineTuned cut = run(snapshot, "cut", FineTuneListener.NONE);

    assertThat(cut.pack().file("model.onnx"))
        .hasSameBinaryContentAs(whole.pack().file("model.onnx"));
  }

  @Test
  void run_otherLabels_namesBothSets() {
    Snapshot snapshot = Toy.rows(new TaskLabels("spam", List.of("wanted", "junk")), 60, 20, 1);
    assertThatThrownBy(() -> run(snapshot, "no", FineTuneListener.NONE))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("wanted, junk")
        .hasMessageContaining("ham, spam");
    assertThat(dir).isEmptyDirectory();
  }

  private FineTuned run(Snapshot snapshot, String name, FineTuneListener listener)
      throws IOException {
    Target target = new Target("weir-text", name, dir.resolve(name));
    return ConvFineTuning.run(base, snapshot, QUICK, target, listener);
  }

  /** Mean distance of the first task's scores. */
  private static double distance(float[][] a, float[][] b) {
    double sum = 0;
    for (int row = 0; row < a.length; row++) {
      for (int i = 0; i < a[row].length; i++) {
        sum += Math.abs(a[row][i] - b[row][i]) / a[row].length / a.length;
      }
    }
    return sum;
  }

  /** Cuts a run off in the midst of its second epoch. */
  private static final class Cut implements FineTuneListener {
    private boolean second;

    @Override
    public void stage(String what) {}

    @Override
    public void step(int done, int steps) {
      if (second && done > 6) {
        throw new IllegalStateException("cut off");
      }
    }

    @Override
    public void epoch(int epoch, double trainLoss, Fit valid) {
      second = true;
    }
  }
}
