package dev.weir.retrain.text.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.retrain.dataset.TaskLabels;
import dev.weir.retrain.text.data.Heads;
import dev.weir.retrain.text.data.TrainingText;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputFitTest {
  private static final Heads SPAM = new Heads(List.of(TaskLabels.SPAM));

  @Test
  void fit_overconfidentShiftedLogits_findsTemperatureAndShift() {
    Random random = new Random(1);
    List<TrainingText> texts = new ArrayList<>();
    float[][] logits = new float[4000][];
    for (int row = 0; row < logits.length; row++) {
      double truth = 3 * random.nextGaussian();
      boolean spam = random.nextDouble() < 1 / (1 + Math.exp(-truth));
      logits[row] = new float[] {0, (float) (2 * truth - 1)};
      texts.add(new TrainingText("", 0, new int[] {spam ? 1 : 0}, new float[0], new float[0]));
    }

    OutputFit fit = OutputFit.of(SPAM, logits, texts);

    assertThat(fit.temperatures()[0]).isCloseTo(2, within(0.2f));
    assertThat(fit.bias()[1] - fit.bias()[0]).isCloseTo(1, within(0.25f));
  }
}
